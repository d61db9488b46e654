"""Spending in and out of a workbook: monthly sums, budget adjustments, where they came from, which vouchers they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from perf_xl.actions import Opened
from perf_xl.errors import Unusable
from perf_xl.intake.ledger import read_ledgers
from perf_xl.intake.ledger_keys import NOTHING_LOADED, Fingerprints, fingerprints_from_text
from perf_xl.intake.ledger_reading import LedgerReading
from perf_xl.layout import form
from perf_xl.layout.adjustment_sheet import draw_adjustments
from perf_xl.layout.ledger_sheet import draw_ledger
from perf_xl.layout.loads_sheet import draw_sources, read_sources
from perf_xl.layout.read_spending import read_spending
from perf_xl.layout.settings_sheet import draw_settings
from perf_xl.model.amount import MoneyUnit, unit_named
from perf_xl.model.department import Trouble
from perf_xl.model.settings import NO_SETTINGS, Settings, offered
from perf_xl.model.voucher import Source, Spending
from perf_xl.picture.blueprint import CellDrawing, SheetDrawing
from perf_xl.picture.edit import Change, Redraw
from perf_xl.picture.grid import Grid

_CHUNK = 30_000      # characters in one cell; Excel holds 32,767
_COLUMN = "ledger.column."


class Loaded(Struct, frozen=True):
    """`reading` tells of the exports, `spending` is what the workbook holds with them, `settings` what it remembers."""

    reading: LedgerReading
    spending: Spending
    sources: tuple[Source, ...] = ()
    settings: Settings = NO_SETTINGS


def year_of(opened: Opened) -> int:
    """The workbook's year. Raises Unusable when the cover does not say it."""
    if opened.department.year is None:
        raise Unusable("cli.no_year", path=opened.path.name)
    return opened.department.year


def spending_in(opened: Opened) -> Spending:
    """What 支出台账 and 预算调整 hold; nothing, for a document or a workbook without these sheets."""
    return spending_and_troubles(opened)[0]


def spending_and_troubles(opened: Opened) -> tuple[Spending, tuple[Trouble, ...]]:
    """The spending, and the rows of 预算调整 that cannot count. Without that sheet, the column of 支出台账 tells."""
    if opened.grid is None:
        return Spending(year_of(opened)), ()
    return read_spending(opened.grid, year_of(opened), opened.department.codes)


def load_exports(opened: Opened, exports: Sequence[Path], columns: Mapping[str, str] | None = None,
                 unit: MoneyUnit | None = None) -> Loaded:
    """Read exports on top of what the workbook holds. The same voucher is never counted twice.

    `columns` (role to header) go before those saved in 设置, these before the words of the law.
    """
    projects = {project.code.text: project.name.text for project in opened.department.projects if project.code.text}
    wanted = {**opened.settings.below(_COLUMN), **(columns or {})}
    reading = read_ledgers(exports, year_of(opened), projects, before=_held(opened.grid), wanted=wanted, unit=unit,
                           usual=unit_named(opened.settings.text("ledger.unit")))
    return Loaded(reading, spending_in(opened).plus(reading.spending), sources_in(opened) + reading.sources,
                  _remembered(opened.settings, reading))


def sources_in(opened: Opened) -> tuple[Source, ...]:
    """From which files the workbook's figures came."""
    sheet = opened.grid.sheet(form.LOADS) if opened.grid else None
    return read_sources(opened.path.name, sheet) if sheet else ()


def _remembered(settings: Settings, reading: LedgerReading) -> Settings:
    """The columns found, for next month."""
    known = {each.key for each in offered()}
    found = {f"{_COLUMN}{role}": header for role, header in reading.mapping().items() if f"{_COLUMN}{role}" in known}
    return settings.with_(found)


def ledger_changes(opened: Opened, loaded: Loaded) -> list[Change]:
    """The sheets to be drawn anew once exports were read."""
    projects = opened.department.projects
    drawn = [draw_ledger(projects, loaded.spending), draw_sources(loaded.sources, projects),
             _draw_held(loaded.reading.fingerprints.as_text())]
    if loaded.reading.adjusted.rows or opened.grid is None or opened.grid.sheet(form.ADJUSTMENTS) is None:
        drawn.append(draw_adjustments(loaded.spending.adjustments, projects))
    if loaded.settings != opened.settings:
        drawn.append(draw_settings(loaded.settings))
    return [Redraw(each) for each in drawn]


def write_ledger(opened: Opened, loaded: Loaded, target: Path) -> None:
    """A copy of the workbook with the new sums."""
    from perf_xl.hosts.files import FilesHost

    FilesHost(opened.path, copy_to=target).apply(ledger_changes(opened, loaded))


def _held(grid: Grid | None) -> Fingerprints:
    sheet = grid.sheet(form.HELD) if grid else None
    if sheet is None:
        return NOTHING_LOADED
    try:
        return fingerprints_from_text("".join(str(sheet.at(row, 1) or "") for row in sheet.numbers()))
    except ValueError as problem:
        raise Unusable("cli.held_damaged", path=grid.book if grid else "", sheet=form.HELD) from problem


def _draw_held(text: str) -> SheetDrawing:
    chunks = [text[start:start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    cells = tuple(CellDrawing(row, 1, chunk, "text") for row, chunk in enumerate(chunks, 1))
    return SheetDrawing(name=form.HELD, cells=cells, hidden=True, protect=True)
