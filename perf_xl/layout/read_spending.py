"""实际支出 as a workbook holds it: 支出台账 and 预算调整 together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.department import Trouble
from perf_xl.model.entry import Entry
from perf_xl.model.period import month_end
from perf_xl.model.voucher import BudgetAdjustment, DaySum, Spending
from perf_xl.picture.grid import Grid, SheetGrid

_CODE = 1                                       # of either sheet
_DAY, _AMOUNT, _DOCUMENT = 3, 4, 5              # of 预算调整
_MONTHS = {**{str(month): month for month in range(1, 13)}, **{f"{month}月": month for month in range(1, 13)}}


def read_spending(grid: Grid, year: int, codes: Collection[str]) -> tuple[Spending, tuple[Trouble, ...]]:
    """The spending of a year, and the rows of 预算调整 that cannot count; `codes` are those of the projects.

    Without the sheet 预算调整 (older workbooks) the column of 支出台账 tells of adjustments.
    """
    sheet = grid.sheet(form.LEDGER)
    spending = read_ledger(grid.book, sheet, year) if sheet else Spending(year)
    changes = grid.sheet(form.ADJUSTMENTS)
    if changes is None:
        return spending, ()
    adjustments, troubles = read_adjustments(grid.book, changes, year, codes)
    return replace(spending, adjustments=adjustments), troubles


def read_ledger(book: str, sheet: SheetGrid, year: int) -> Spending:
    """The monthly sums (and 资金来源) as spending dated on the last day of the month - the newest month on the day of its last
    voucher, where the sheet names it. Rows and columns are found by code and by the month in the head."""
    head = next((row for row in sheet.numbers()
                 if entry_at(book, sheet, row, _CODE).text == "项目编码"), form.HEAD_ROW)
    headings = {column: entry_at(book, sheet, head, column).text for column in range(1, sheet.width + 1)}
    months = {column: _MONTHS[text] for column, text in headings.items() if text in _MONTHS}
    adjusted = next((column for column, text in headings.items() if text == "年内预算调整"), 0)
    kind = next((column for column, text in headings.items() if text == "资金来源"), 0)
    newest = _newest(book, sheet, head)
    sums, adjustments = [], []
    fundings: dict[str, str] = {}
    for row in sheet.numbers(head + 1):
        code = entry_at(book, sheet, row, _CODE).text.replace(" ", "")
        if not code or code == "合计":
            continue
        line = sheet.rows[row - 1]
        for column, month in months.items():
            if column > len(line) or line[column - 1] in (None, ""):       # most months, most of the year
                continue
            fen = read_amount(entry_at(book, sheet, row, column, money=True), MoneyUnit.YUAN).fen
            if fen:
                sums.append(DaySum(code, _day(year, month, newest), fen))
        stated = entry_at(book, sheet, row, kind).text if kind else ""
        if stated:
            fundings.setdefault(code, stated)
        if adjusted and (sheet.errors or (adjusted <= len(line) and line[adjusted - 1])):     # 0, if nothing was adjusted
            fen = read_amount(entry_at(book, sheet, row, adjusted, money=True), MoneyUnit.YUAN).fen
            if fen:
                adjustments.append(BudgetAdjustment(code, date(year, 1, 1), fen))
    return Spending(year, tuple(sorted(sums)), tuple(sorted(adjustments)), tuple(fundings.items()))


def _newest(book: str, sheet: SheetGrid, head: int) -> date | None:
    for row in range(1, head):
        if entry_at(book, sheet, row, _CODE).text == "最后一笔支出日期":
            try:
                return date.fromisoformat(entry_at(book, sheet, row, _CODE + 1).text[:10])
            except ValueError:
                return None
    return None


def _day(year: int, month: int, newest: date | None) -> date:
    if newest and (newest.year, newest.month) == (year, month):
        return newest
    return month_end(year, month)


def read_adjustments(book: str, sheet: SheetGrid, year: int, known: Collection[str]) -> tuple[tuple[BudgetAdjustment, ...], tuple[Trouble, ...]]:
    """Every filled row; one that cannot count is told of with its place. `known` are the codes of the projects."""
    head = next((row for row in sheet.numbers() if entry_at(book, sheet, row, _CODE).text == "项目编码"), form.HEAD_ROW)
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
