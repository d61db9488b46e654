"""预算调整 drawn: changes of the budget during the year, with date and document. 年初预算数 plus these is 全年预算数."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.project import Project
from perf_xl.model.voucher import BudgetAdjustment
from perf_xl.picture.blueprint import Drawable, Formula, Limit, SheetDrawing
from perf_xl.picture.grid import Area

_AMOUNT = 4
LAST_ROW = 1004                 # formulas look no further
_SPARE = 30
_COLUMNS = (
    Column("项目编码", 24, "input.text"), Column("项目名称", 34), Column("调整日期", 13, "input.date"),
    Column("调整金额（万元）", 16, "input.exact"), Column("文号", 40, "input.text"),
)
_NOTE = ("金额单位：万元，追加填正数，核减填负数。年初预算数在项目表里，不要改；全年预算数＝年初预算数＋截止日期前的调整。"
         "日期空着的按年初计算。“导入支出”遇到预算调整也记到这里。")
CODES, DAYS, AMOUNTS = (f"{form.ADJUSTMENTS}!${letter}${FIRST_ROW}:${letter}${LAST_ROW}" for letter in "ACD")


def draw_adjustments(adjustments: Sequence[BudgetAdjustment] = (), projects: Sequence[Project] = ()) -> SheetDrawing:
    """In order of project and date, then blank rows to be filled by hand."""
    names = {each.code.text: each.name.text for each in projects}
    rows = [_row(position, names.get(each.project_code, ""), each) for position, each in enumerate(adjustments)]
    rows += [_row(len(rows) + position, "", None) for position in range(_SPARE)]
    drawn = draw_table(form.ADJUSTMENTS, "预算调整", _NOTE, _COLUMNS, rows, tab="548235")
    amounts = Limit(Area(FIRST_ROW, _AMOUNT, LAST_ROW, _AMOUNT), -10_000_000, 10_000_000, "不是金额", "请只填数字，单位是万元；核减填负数。")
    return replace(drawn, limits=(amounts,))


def _row(position: int, name: str, each: BudgetAdjustment | None) -> list[Drawable | Formula]:
    row = FIRST_ROW + position
    shown = Formula(f'=IFERROR(INDEX({form.LEDGER}!$B${FIRST_ROW}:$B$2000,MATCH(A{row},{form.LEDGER}!$A${FIRST_ROW}:$A$2000,0)),"")', name)
    if each is None:
        return [None, shown, None, None, None]
    return [each.project_code, shown, each.day, from_fen(each.fen, MoneyUnit.WAN), each.document or None]
