"""预算调整: changes of the budget during the year, with date and document. 年初预算数 plus these is 全年预算数."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.table_sheet import FIRST_ROW, HEAD_ROW, Column, draw_table
from perf_xl.model.amount import MoneyUnit, from_fen, read_amount
from perf_xl.model.department import Trouble
from perf_xl.model.entry import Entry
from perf_xl.model.project import Project
from perf_xl.model.voucher import BudgetAdjustment
from perf_xl.picture.blueprint import Drawable, Formula, Limit, SheetDrawing
from perf_xl.picture.grid import Area, SheetGrid

_CODE, _NAME, _DAY, _AMOUNT, _DOCUMENT = range(1, 6)
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


def read_adjustments(book: str, sheet: SheetGrid, year: int, known: Collection[str]) -> tuple[tuple[BudgetAdjustment, ...], tuple[Trouble, ...]]:
    """Every filled row; one that cannot count is told of with its place. `known` are the codes of the projects."""
    head = next((row for row in sheet.numbers() if entry_at(book, sheet, row, _CODE).text == "项目编码"), HEAD_ROW)
    found, troubles = [], []
    for row in sheet.numbers(head + 1):
        cells = [entry_at(book, sheet, row, column, money=column == _AMOUNT) for column in range(1, _DOCUMENT + 1)]
        read = _read_row(cells, year)
        if isinstance(read, BudgetAdjustment) and read.project_code not in known:
            facts = (("row", str(row)), ("code", read.project_code))
            troubles.append(Trouble("spending.adjustment_unknown_code", cells[_CODE - 1].place, facts))
        elif isinstance(read, BudgetAdjustment):
            found.append(read)
        elif read:
            troubles.append(Trouble(f"spending.{read}", cells[_CODE - 1].place, (("row", str(row)),)))
    return tuple(sorted(found)), tuple(troubles)


def _read_row(cells: Sequence[Entry], year: int) -> BudgetAdjustment | str:
    """The adjustment; else why it cannot count, '' for a row without amount."""
    code, day, amount = cells[_CODE - 1], cells[_DAY - 1], read_amount(cells[_AMOUNT - 1], MoneyUnit.WAN)
    if amount.is_blank and code.is_blank:
        return ""
    if amount.fen is None:
        return "adjustment_no_amount"
    if code.is_blank:
        return "adjustment_no_code"
    dated = date(year, 1, 1)
    if not day.is_blank:
        try:
            dated = date.fromisoformat(day.text[:10])
        except ValueError:
            return "adjustment_no_date"
        if dated.year != year:
            return "adjustment_other_year"
    return BudgetAdjustment(code.text.replace(" ", ""), dated, amount.fen, cells[_DOCUMENT - 1].text)
