"""实际支出 as a workbook holds it: 支出台账 and 预算调整 together."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.adjustment_sheet import read_adjustments
from perf_xl.layout.ledger_sheet import read_ledger
from perf_xl.model.department import Trouble
from perf_xl.model.voucher import Spending
from perf_xl.picture.grid import Grid


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
