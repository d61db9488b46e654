"""支出进度: the row above the table - the date, the node it has reached, the months that count, the thresholds in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.layout.progress_columns import number_of
from perf_xl.layout.progress_formulas import MINIMUM_ROW, STAGE_ROW
from perf_xl.layout.sheet_name import quoted
from perf_xl.model.period import months_over, node_reached
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import CellDrawing, Drawable, Formula

SETTINGS_ROW = 3
_MONTHS_FROM = number_of("AQ")


class ProgressSettings(Struct, frozen=True):
    """Points behind plan that are still green and still yellow; shares of elapsed time likewise; full points of a node.

    `minimum` is the share (of 1) that a region wants spent by the end of a month, `stages` its word for those behind
    plan from a month on; both by month. `source` says where the numbers come from.
    """

    green_gap: Decimal = Decimal(5)
    yellow_gap: Decimal = Decimal(15)
    green_share: Decimal = Decimal("0.8")
    yellow_share: Decimal = Decimal("0.6")
    points: Decimal = Decimal(100)
    minimum: tuple[tuple[int, Decimal], ...] = ()
    stages: tuple[tuple[int, str], ...] = ()
    source: str = ""


def settings_cells(settings: ProgressSettings, as_of: date | None, spending: Spending | None) -> tuple[CellDrawing, ...]:
    """The cells of row 3, and beside the print area what the region asks for in each month."""
    node = (node_reached(as_of.year, as_of) or 0) if as_of else 0
    newest = f"{quoted(form.LEDGER)}!$B$3"
    node_text = ("=IF($B$3=\"\",0,IF($B$3>=DATE(YEAR($B$3),12,31),12,IF($B$3>=DATE(YEAR($B$3),10,31),10,"
                 "IF($B$3>=DATE(YEAR($B$3),6,30),6,IF($B$3>=DATE(YEAR($B$3),3,31),3,0)))))")
    months_text = (f'=IF($B$3="",0,IF(OR($B$3=EOMONTH($B$3,0),AND(ISNUMBER({newest}),{newest}<=$B$3,'
                   f"YEAR(N({newest}))=YEAR($B$3),MONTH(N({newest}))=MONTH($B$3))),MONTH($B$3),MONTH($B$3)-1))")
    cells: list[tuple[int, Drawable | Formula, str]] = [
        (1, "截止日期", "page.label"), (2, as_of, "input.date"), (3, Formula(node_text, node), "progress.node"),
        (4, Formula(months_text, _months_counted(as_of, spending)), "progress.months"), (10, "▲ 差距", "page.label"),
        (11, settings.green_gap, "input.centre"), (12, "✖ 差距", "page.label"), (13, settings.yellow_gap, "input.centre"),
        (14, "时间比 ▲/✖", "page.label"), (15, settings.green_share, "input.centre"),
        (16, settings.yellow_share, "input.centre"), (number_of("AH"), "满分", "page.label"),
        (number_of("AI"), settings.points, "input.centre"),
    ]
    return (*(CellDrawing(SETTINGS_ROW, column, value, style) for column, value, style in cells), *_by_month(settings))


def _by_month(settings: ProgressSettings) -> tuple[CellDrawing, ...]:
    """January to December: the least share, which stands until the next one, and the word for those behind."""
    cells = [CellDrawing(MINIMUM_ROW, _MONTHS_FROM - 1, "1—12月最低支出进度", "page.label"),
             CellDrawing(STAGE_ROW, _MONTHS_FROM - 1, "1—12月落后的预警", "page.label")]
    for month in range(1, 13):
        least = next((share for at, share in reversed(settings.minimum) if at <= month), None)
        stage = next((word for at, word in reversed(settings.stages) if at <= month), None)
        cells += [CellDrawing(MINIMUM_ROW, _MONTHS_FROM + month - 1, least, "input.centre"),
                  CellDrawing(STAGE_ROW, _MONTHS_FROM + month - 1, stage, "input.centre")]
    return tuple(cells)


def _months_counted(as_of: date | None, spending: Spending | None) -> int:
    """As the formula counts: the month of the date if it is over, or if the newest voucher lies in it and before."""
    if as_of is None:
        return 0
    over = months_over(as_of.year, as_of)
    newest = max((each.day for each in spending.sums), default=None) if spending else None
    within = newest is not None and newest <= as_of and (newest.year, newest.month) == (as_of.year, as_of.month)
    return as_of.month if within else over
