"""支出进度: which column holds what. Others (汇总) look at B to I of the project rows, so these stay where they are."""

from __future__ import annotations

from perf_xl.layout.table_sheet import Column
from perf_xl.model.period import NODES
from perf_xl.model.place import column_letters, column_number

# Printed.
NO, CODE, NAME, UNIT, BUDGET = "A", "B", "C", "D", "E"
PLAN = {3: "F", 6: "G", 10: "H", 12: "I"}
SHARE, PLANNED, SPENT, SPENT_SHARE, GAP, LIGHT, TIME = "J", "K", "L", "M", "N", "O", "P"
INITIAL, NEEDED, REGIONAL = "Q", "R", "S"
LAST_PRINTED = "S"
# Beside the print area: small lines, and what the score of each node is made of.
LINE_PLAN, LINE_SPENT = "U", "V"
NODE_PLANNED = {3: "W", 6: "X", 10: "Y", 12: "Z"}
NODE_SPENT = {3: "AA", 6: "AB", 10: "AC", 12: "AD"}
NODE_SCORE = {3: "AE", 6: "AF", 10: "AG", 12: "AH"}
MEAN, FUNDING = "AI", "AJ"
NODE_SHARE = {3: "AK", 6: "AL", 10: "AM", 12: "AN"}

COLUMNS = (
    Column("序号", 5, "table.centre"), Column("项目编码", 22), Column("项目名称", 25), Column("预算单位", 18),
    Column("全年预算数", 11.5, "table.amount"), *(Column(f"{node}月底", 7, "table.percent0") for node in NODES),
    Column("计划进度", 8.5, "table.percent"), Column("计划支出", 11.5, "table.amount"), Column("实际支出", 11.5, "table.amount"),
    Column("支出进度", 9.5, "table.percent"), Column("差距（百分点）", 9, "table.points"), Column("对照计划", 11, "table.centre"),
    Column("对照时间", 11, "table.centre"), Column("年初预算数", 11.5, "table.amount"),
    Column("到下一节点还需支出", 11.5, "table.amount"), Column("地方标准", 11, "table.centre"),
)
ASIDE = (
    ("计划走势", 12.0, "table.centre"), ("实际走势", 12.0, "table.centre"),
    *((f"{node}月底计划支出", 12.0, "table.amount") for node in NODES), *((f"{node}月底实际支出", 12.0, "table.amount") for node in NODES),
    *((f"{node}月底得分", 9.0, "table.points0") for node in NODES), ("平均得分", 9.0, "table.points0"), ("资金来源", 14.0, "table.text"),
    *((f"{node}月底支出进度", 9.0, "table.percent0") for node in NODES),
)


def number_of(letters: str) -> int:
    """Column number of a letter: 1 for A."""
    return column_number(letters)


def letters_from(first: str, count: int) -> list[str]:
    """So many neighbouring columns."""
    return [column_letters(column_number(first) + offset) for offset in range(count)]
