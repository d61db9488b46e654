"""汇总: totals by unit, by level, by kind of money, by node and by kind of indicator - each the sum of its parts.

Every figure is a native formula over 来源 and 支出进度, which in turn follow the project sheets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.section_sheet import Section, draw_below
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.sources_sheet import BUDGET, FISCAL, OTHER, UNIT, source_range
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.amount import Amount, MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.period import NODES
from perf_xl.model.place import column_letters
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Drawable, Formula, SheetDrawing

_COLUMNS = (Column("序号", 6, "table.centre"), Column("预算单位", 38), Column("级次", 10, "table.centre"),
            Column("项目数", 8, "table.number"), Column("指标数", 8, "table.number"), Column("预算数", 13, "table.amount"),
            Column("财政资金", 13, "table.amount"), Column("其他资金", 12, "table.amount"),
            *(Column(f"{node}月底计划", 13, "table.amount") for node in NODES))
_FIRST_SUM, _LAST_SUM = 4, len(_COLUMNS)
_OWN, _BELOW = "本级", "所属单位"
_PLAIN = ("table.centre", "table.text", "table.centre", "table.number", "table.number", *["table.amount"] * 7)
_TOTAL = ("total.text", "total.text", "total.text", "total.number", "total.number", *["total.amount"] * 7)

_SHARES = ("table.centre", "table.text", "table.amount", "table.percent")
_WIDE_NAME = ((1, 3),)      # the name reaches over 级次, 项目数 and 指标数, so that amounts stand under amounts

Row = list[Drawable | Formula]


def draw_summary(department: Department) -> SheetDrawing:
    """Sums by unit, then the same total cut in other ways."""
    rows = [_unit_row(number, body, list(department.of_unit(body)), len(department.projects))
            for number, body in enumerate(department.unit_bodies, 1)]
    last = FIRST_ROW + max(len(rows), 1) - 1
    totals: Row = ["", f"合计（{len(rows)} 个单位）", ""]
    for column in range(_FIRST_SUM, _LAST_SUM + 1):
        letter = column_letters(column)
        totals.append(Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})", _added(rows, column - 1)))
    drawn = draw_table(form.SUMMARY, f"{department.name}预算项目汇总表",
                       "金额单位：万元。数字由各项目表自动得出；“来源”表注明每个数字取自哪个文件、哪张表、哪个单元格。",
                       _COLUMNS, rows, totals=totals, tab="C55A11", wrap_columns=(1,), total_styles=_TOTAL)
    sections = (_by_level(rows, last), _by_money(totals, last + 1), _by_node(totals, last + 1), _by_indicator(department, totals, last + 1))
    cells, heights, bottom = draw_below(sections, [column.width for column in _COLUMNS], last + 3)
    area = drawn.print.area
    assert area is not None
    return replace(drawn, cells=(*drawn.cells, *cells), heights=(*drawn.heights, *heights),
                   print=replace(drawn.print, area=area._replace(bottom=bottom), repeat_rows=None))


def planned_amount(projects: Sequence[Project], node: int) -> Decimal:
    """What the projects together plan to have spent by a node, in 万元, blanks carried forward."""
    return sum((_wan(project.budget) * project.plan.carried()[node] / 100 for project in projects), Decimal(0))


def _unit_row(number: int, body: str, projects: Sequence[Project], count: int) -> Row:
    row = FIRST_ROW + number - 1
    here = f"{source_range(UNIT, count)}=$B{row}"
    sums = (Formula(f"=SUMPRODUCT(({here})*{source_range(column, count)})", sum(map(_wan, amounts), Decimal(0)))
            for column, amounts in ((BUDGET, [each.budget for each in projects]), (FISCAL, [each.fiscal for each in projects]),
                                    (OTHER, [each.other for each in projects])))
    end = FIRST_ROW + max(count, 1) - 1
    progress = quoted(form.PROGRESS)
    plan = (Formula(f"=SUMPRODUCT(({progress}!$D${FIRST_ROW}:$D${end}=$B{row})*{progress}!$E${FIRST_ROW}:$E${end}"
                    f"*{progress}!${letter}${FIRST_ROW}:${letter}${end})", planned_amount(projects, node))
            for letter, node in zip("FGHI", NODES, strict=True))
    return [number, body or None, _OWN if body.endswith(_OWN) else _BELOW, Formula(f"=SUMPRODUCT(({here})*1)", len(projects)),
            sum(len(project.indicators) for project in projects), *sums, *plan]


def _by_level(rows: Sequence[Row], last: int) -> Section:
    made: list[Row] = []
    for number, level in enumerate((_OWN, _BELOW), 1):
        own = [row for row in rows if row[2] == level]
        line: Row = [number, level, Formula(f'=COUNTIF($C${FIRST_ROW}:$C${last},"{level}")', len(own))]
        for column in range(_FIRST_SUM, _LAST_SUM + 1):
            letter = column_letters(column)
            line.append(Formula(f'=SUMIF($C${FIRST_ROW}:$C${last},"{level}",{letter}${FIRST_ROW}:{letter}${last})', _added(own, column - 1)))
        made.append(line)
    heads = ("序号", "级次", "单位数", *(str(column.title) for column in _COLUMNS[3:]))
    return Section("按级次", heads, _PLAIN, made)


def _by_money(totals: Row, total: int) -> Section:
    budget, fiscal, other = (_value(totals[index]) for index in (5, 6, 7))
    rest = budget - fiscal - other
    lines = (("财政资金", f"=G{total}", fiscal), ("其他资金", f"=H{total}", other), ("未注明来源", f"=F{total}-G{total}-H{total}", rest))
    rows: list[Row] = [[number, name, Formula(text, amount), Formula(f"=IF($F${total}=0,0,({text[1:]})/$F${total})",
                                                                                 _share(amount, budget))]
                       for number, (name, text, amount) in enumerate(lines, 1)]
    return Section("按资金来源", ("序号", "资金来源", "金额", "占预算数"), _SHARES, rows, spans=_WIDE_NAME)


def _by_node(totals: Row, total: int) -> Section:
    budget = _value(totals[5])
    rows: list[Row] = []
    for number, (letter, node) in enumerate(zip("IJKL", NODES, strict=True), 1):
        amount = _value(totals[7 + number])
        rows.append([number, f"{node}月底", Formula(f"={letter}{total}", amount),
                     Formula(f"=IF($F${total}=0,0,{letter}{total}/$F${total})", _share(amount, budget))])
    return Section("按时间节点（累计计划支出，空白沿用上一节点）", ("序号", "时间节点", "计划支出", "占预算数"), _SHARES, rows,
                   spans=_WIDE_NAME)


def _by_indicator(department: Department, totals: Row, total: int) -> Section:
    counts = Counter((each.level1.text or "（未填）", each.level2.text or "（未填）") for project in department.projects
                     for each in project.indicators)
    rows: list[Row] = [[number, f"{first}：{second}", count] for number, ((first, second), count) in enumerate(counts.items(), 1)]
    return Section("按指标级次", ("序号", "一级指标：二级指标", "指标数"), ("table.centre", "table.text", "table.number"), rows,
                   totals=("", "合计", Formula(f"=E{total}", _value(totals[4]))), total_styles=("total.text", "total.text", "total.number"),
                   blank="没有指标。", spans=((1, 2),))


def _wan(amount: Amount) -> Decimal:
    return from_fen(amount.fen or 0, MoneyUnit.WAN)


def _value(cell: Drawable | Formula) -> Decimal:
    plain = cell.value if isinstance(cell, Formula) else cell
    return Decimal(plain) if isinstance(plain, int | Decimal) else Decimal(0)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else Decimal(0)


def _added(rows: Sequence[Row], index: int) -> Decimal:
    return sum((_value(row[index]) for row in rows), Decimal(0))
