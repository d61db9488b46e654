"""绩效自评: budget, execution and the unit's own conclusion per project, to be filled after the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from perf_xl.layout import form, ledger_sheet
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.place import cell_name, column_letters
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Drawable, Formula, SheetDrawing

_COLUMNS = (
    Column("序号", 6, "table.centre"), Column("项目编码", 24), Column("项目名称", 34), Column("年初预算数", 13, "table.amount"),
    Column("全年预算数", 13, "table.amount"), Column("全年执行数", 13, "table.amount"), Column("执行率", 10, "table.percent"),
    Column("绩效目标完成情况", 40, "input.text"), Column("偏差原因及改进措施", 40, "input.text"),
)


def draw_evaluation(projects: Sequence[tuple[Project, str]], paid: dict[str, tuple[int, int]] | None = None) -> SheetDrawing:
    """`projects` with the names of their sheets; `paid` gives fen paid and fen of budget adjustment by code."""
    rows = [_row(position, project, sheet, (paid or {}).get(project.code.text, (0, 0)))
            for position, (project, sheet) in enumerate(projects)]
    last = FIRST_ROW + len(rows) - 1
    totals: list[Drawable | Formula] = ["", "", "合计"]
    for letter, index in zip("DEF", (3, 4, 5), strict=True):
        totals.append(Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})", _sum(row[index] for row in rows)))
    totals += [Formula(f'=IF(E{last + 1}=0,"",F{last + 1}/E{last + 1})', ""), "", ""]
    return draw_table(form.EVALUATION, "绩效自评", "金额单位：万元。预算数和执行数由项目表、支出台账自动得出；年度结束后填写完成情况和偏差原因。",
                      _COLUMNS, rows, totals=totals, tab="7030A0", wrap_columns=(2,),
                      total_styles=("total.text",) * 3 + ("total.amount",) * 3 + ("total.percent", "total.text", "total.text"))


def _row(position: int, project: Project, sheet: str, paid: tuple[int, int]) -> list[Drawable | Formula]:
    row = FIRST_ROW + position
    amount = from_fen(project.budget.fen or 0, MoneyUnit.WAN)
    scale = "" if project.money_unit.fen == 1_000_000 else "/10000"
    spot = f"{quoted(sheet)}!{cell_name(form.AMOUNT_ROW, 3)}"
    ledger, total = quoted(form.LEDGER), column_letters(ledger_sheet.TOTAL)
    adjusted = column_letters(ledger_sheet.ADJUSTED)
    spent, change = (from_fen(fen, MoneyUnit.WAN) for fen in paid)
    whole = amount + change
    return [
        position + 1, project.code.text, project.name.text, Formula(f"=N({spot}){scale}", amount),
        Formula(f"=D{row}+SUMIF({ledger}!$A$5:$A$2000,B{row},{ledger}!${adjusted}$5:${adjusted}$2000)/10000", whole),
        Formula(f"=SUMIF({ledger}!$A$5:$A$2000,B{row},{ledger}!${total}$5:${total}$2000)/10000", spent),
        Formula(f'=IF(E{row}=0,"",F{row}/E{row})', spent / whole if whole else ""), None, None,
    ]


def _sum(values: Iterable[Drawable | Formula]) -> Decimal:
    return sum((each.value for each in values if isinstance(each, Formula) and isinstance(each.value, Decimal)), Decimal(0))
