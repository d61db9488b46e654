"""Spending in and out of a workbook: the monthly sums on 支出台账, and which vouchers they already hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from perf_xl import actions
from perf_xl.actions import Opened
from perf_xl.errors import Unusable
from perf_xl.intake.ledger import read_ledgers
from perf_xl.intake.ledger_keys import NOTHING_LOADED, Fingerprints, fingerprints_from_text
from perf_xl.intake.ledger_reading import LedgerReading
from perf_xl.layout import form
from perf_xl.layout.ledger_sheet import draw_ledger
from perf_xl.layout.progress_sheet import ProgressFigures
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import CellDrawing, SheetDrawing
from perf_xl.picture.edit import Redraw
from perf_xl.picture.grid import Grid
from perf_xl.progress.light import sign_of
from perf_xl.progress.pace import shown
from perf_xl.progress.progress import Progress, ProjectProgress, progress
from perf_xl.report.report import Report

_CHUNK = 30_000      # characters in one cell; Excel holds 32,767


@dataclass(frozen=True, slots=True)
class Loaded:
    """`reading` tells of the exports, `spending` is what the workbook holds with them."""

    reading: LedgerReading
    spending: Spending


def year_of(opened: Opened) -> int:
    """The workbook's year. Raises Unusable when the cover does not say it."""
    if opened.department.year is None:
        raise Unusable("cli.no_year", path=opened.path.name)
    return opened.department.year


def spending_in(opened: Opened) -> Spending:
    """What 支出台账 holds; nothing, for a document or a workbook without that sheet."""
    return actions.spending_in(opened) or Spending(year_of(opened))


def load_exports(opened: Opened, exports: Sequence[Path]) -> Loaded:
    """Read exports on top of what the workbook holds. The same voucher is never counted twice."""
    projects = {project.code.text: project.name.text for project in opened.department.projects if project.code.text}
    reading = read_ledgers(exports, year_of(opened), projects, before=_held(opened.grid))
    return Loaded(reading, spending_in(opened).plus(reading.spending))


def write_ledger(opened: Opened, loaded: Loaded, target: Path) -> None:
    """A copy of the workbook with the new sums."""
    from perf_xl.hosts.files import FilesHost

    keys = loaded.reading.fingerprints.as_text()
    FilesHost(opened.path, copy_to=target).apply((
        Redraw(draw_ledger(opened.department.projects, loaded.spending)), Redraw(_draw_held(keys))))


def paces(opened: Opened, spending: Spending, as_of: date) -> Progress:
    """Every project against its plan. Raises Unusable for a date of another year."""
    if as_of.year != spending.year:
        raise Unusable("cli.other_year", date=as_of.isoformat(), year=spending.year)
    return progress(opened.department, spending, as_of)


def outline(opened: Opened, as_of: date, kind: str, lang: str = "zh") -> Report:
    """The report of kind 'progress' or 'monitoring' on what the workbook holds."""
    found = paces(opened, spending_in(opened), as_of)
    if kind == "monitoring":
        from perf_xl.report.monitoring_outline import monitoring_report

        return monitoring_report(opened.department, found, lang=lang)
    from perf_xl.report.progress_outline import progress_report

    return progress_report(found, author=opened.department.name, lang=lang)


def figures(report: Progress) -> dict[str, ProgressFigures]:
    """What the formulas of 支出进度 will show, by project code."""
    return {each.code: _figures(each) for each in report.projects}


def _figures(each: ProjectProgress) -> ProgressFigures:
    pace = each.pace
    plan = sign_of(each.against_plan, pace.is_overspent)
    return ProgressFigures(pace.budget or Decimal(0), pace.planned_percent, pace.planned, pace.spent, pace.spent_percent,
                           None if pace.gap is None else shown(pace.gap), plan,
                           each.against_time.value if each.against_time else "")


def _held(grid: Grid | None) -> Fingerprints:
    sheet = grid.sheet(form.HELD) if grid else None
    if sheet is None:
        return NOTHING_LOADED
    try:
        return fingerprints_from_text("".join(str(sheet.at(row, 1) or "") for row in range(1, sheet.height + 1)))
    except ValueError as problem:
        raise Unusable("cli.held_damaged", path=grid.book if grid else "", sheet=form.HELD) from problem


def _draw_held(text: str) -> SheetDrawing:
    chunks = [text[start:start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    cells = tuple(CellDrawing(row, 1, chunk, "text") for row, chunk in enumerate(chunks, 1))
    return SheetDrawing(name=form.HELD, cells=cells, hidden=True, protect=True)
