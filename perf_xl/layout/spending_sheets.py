"""The year's spending as a workbook holds it: the sums of 支出台账, the changes of 预算调整."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from perf_xl.layout import form
from perf_xl.layout.adjustment_sheet import read_adjustments
from perf_xl.layout.ledger_sheet import read_ledger
from perf_xl.model.department import Trouble
from perf_xl.model.voucher import Spending
from perf_xl.picture.grid import Grid


def read_spending(grid: Grid, year: int, codes: Collection[str]) -> tuple[Spending, tuple[Trouble, ...]]:
    """The spending, and the rows of 预算调整 that cannot count. Without that sheet, the column of 支出台账 tells."""
    sheet, changes = grid.sheet(form.LEDGER), grid.sheet(form.ADJUSTMENTS)
    spending = read_ledger(grid.book, sheet, year) if sheet else Spending(year)
    if changes is None:
        return spending, ()
    adjustments, troubles = read_adjustments(grid.book, changes, year, set(codes))
    return replace(spending, adjustments=adjustments), troubles
