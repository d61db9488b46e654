"""支出台账 drawn: what each project paid in each month, in 元. Vouchers themselves stay in the finance system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from perf_xl.law.threshold import funding_kind
from perf_xl.layout import adjustment_sheet, form
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table, with_columns_styled
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.place import column_letters
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import CellDrawing, Drawable, Formula, SheetDrawing

MONTH_1, MONTH_12, TOTAL, ADJUSTED, FUNDING = 4, 15, 16, 17, 18
_LOADED_ROW = 3
_NO_PROJECT = "（本工作簿没有这个项目）"
_COLUMNS = (
    Column("项目编码", 24, "input.text"), Column("项目名称", 34), Column("预算单位", 24),
    *(Column(month, 14, "input.amount", "table.month") for month in range(1, 13)),
    Column("合计", 16, "table.amount"), Column("年内预算调整", 14, "table.amount"),
    Column("资金来源", 16, "input.text"),
)


class LedgerRow(Struct, frozen=True):
    """A line of the ledger: a project, or a code that no project has (then without name)."""

    code: str
    name: str = ""
    body: str = ""
    months: tuple[int, ...] = (0,) * 12
    adjusted: int = 0
    funding: str = ""


def ledger_rows(projects: Sequence[Project], spending: Spending | None) -> list[LedgerRow]:
    """One line per project in their order, in fen; then one per code that has spending and no project. A code that
    stands twice has its spending on its first line."""
    by_month = spending.by_month() if spending else {}
    adjusted = spending.adjusted_by(date.max) if spending else {}
    fundings = dict(spending.fundings) if spending else {}
    rows, seen = [], set()
    for each in projects:
        code = each.code.text
        months, changed = (by_month.get(code, (0,) * 12), adjusted.get(code, 0)) if code not in seen else ((0,) * 12, 0)
        rows.append(LedgerRow(code, each.name.text, each.unit_body.text, months, changed, fundings.get(code) or _funding(each)))
        seen.add(code)
    return rows + [LedgerRow(code, _NO_PROJECT, "", months, adjusted.get(code, 0), fundings.get(code, ""))
                   for code, months in sorted(by_month.items()) if code not in seen]


def _funding(project: Project) -> str:
    return funding_kind(project.name.text) if project.name.text else ""


def draw_ledger(projects: Sequence[Project], spending: Spending | None = None) -> SheetDrawing:
    """Months without payment stay blank; totals are native formulas."""
    rows = ledger_rows(projects, spending)
    body = [_row(position, each) for position, each in enumerate(rows, FIRST_ROW)]
    last = max(FIRST_ROW + len(rows) - 1, FIRST_ROW)
    letters = [column_letters(column) for column in range(MONTH_1, ADJUSTED + 1)]
    sums: list[Drawable] = [_yuan(sum(each.months[month] for each in rows)) for month in range(12)]
    sums += [_yuan(sum(sum(each.months) for each in rows)), _yuan(sum(each.adjusted for each in rows))]
    totals: list[Drawable | Formula] = ["合计", "", "", *(Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})", value)
                              for letter, value in zip(letters, sums, strict=True)), ""]
    newest = max((each.day for each in spending.sums), default=None) if spending else None
    above = (CellDrawing(_LOADED_ROW, 1, "最后一笔支出日期", "page.label"),
             CellDrawing(_LOADED_ROW, 2, newest, "table.date"))
    drawn = draw_table(
        form.LEDGER, "支出台账", "金额单位：元。由“导入支出”按项目编码和月份汇总写入，也可以直接填写每月实际支出；冲销和退款以负数计入当月。预算调整在“预算调整”一表登记；资金来源可以改。",
        _COLUMNS, body, totals=totals, total_styles=("total.text",) * 3 + ("total.amount",) * 14 + ("total.text",), tab="548235", above=above,
        wrap_columns=(1, 2))
    return with_columns_styled(drawn, _COLUMNS)


def _row(row: int, each: LedgerRow) -> list[Drawable | Formula]:
    first, last = column_letters(MONTH_1), column_letters(MONTH_12)
    return [each.code, each.name, each.body, *(_yuan(fen) if fen else None for fen in each.months),
            Formula(f"=SUM({first}{row}:{last}{row})", _yuan(sum(each.months))),
            Formula(f"=ROUND(SUMIF({adjustment_sheet.CODES},A{row},{adjustment_sheet.AMOUNTS})*10000,2)", _yuan(each.adjusted)),
            each.funding or None]


def _yuan(fen: int) -> Drawable:
    return from_fen(fen, MoneyUnit.YUAN)
