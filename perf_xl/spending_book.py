"""Spending in and out of a workbook: the monthly sums on 支出台账, and which vouchers they already hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from perf_xl.actions import Opened
from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host
from perf_xl.intake.ledger import read_ledgers
from perf_xl.intake.ledger_keys import NOTHING_LOADED, Fingerprints, fingerprints_from_text
from perf_xl.intake.ledger_reading import LedgerReading
from perf_xl.layout import form
from perf_xl.layout.ledger_sheet import draw_ledger, read_ledger
from perf_xl.layout.progress_sheet import ProgressFigures, draw_progress
from perf_xl.layout.read import project_sheets
from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import CellDrawing, Formula, SheetDrawing
from perf_xl.picture.edit import Redraw
from perf_xl.picture.grid import Grid
from perf_xl.progress.pace import shown
from perf_xl.progress.progress import Progress, ProjectProgress, progress
from perf_xl.report.report import Report

_LAST_FIGURE = 16    # the column of 支出进度 after which the chart's figures stand
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
    sheet = opened.grid.sheet(form.LEDGER) if opened.grid else None
    year = year_of(opened)
    return read_ledger(opened.path.name, sheet, year) if sheet else Spending(year)


def load_exports(opened: Opened, exports: Sequence[Path]) -> Loaded:
    """Read exports on top of what the workbook holds. The same voucher is never counted twice."""
    projects = {project.code.text: project.name.text for project in opened.department.projects if project.code.text}
    reading = read_ledgers(exports, year_of(opened), projects, before=_held(opened.grid))
    return Loaded(reading, spending_in(opened).plus(reading.spending))


def write_ledger(opened: Opened, loaded: Loaded, target: Path) -> None:
    """A copy of the workbook with the new sums."""
    from perf_xl.hosts.files import FilesHost

    FilesHost(opened.path, copy_to=target).apply(ledger_changes(opened, loaded))


def ledger_changes(opened: Opened, loaded: Loaded) -> tuple[Redraw, ...]:
    """支出台账 with the new sums, and the hidden sheet that knows the vouchers again."""
    keys = loaded.reading.fingerprints.as_text()
    return (Redraw(draw_ledger(opened.department.projects, loaded.spending)), Redraw(_draw_held(keys)))


def show_progress(host: Host, opened: Opened, grid: Grid, as_of: date) -> Progress:
    """支出进度 of the workbook that the host holds, drawn anew for a date."""
    spending = spending_in(opened)
    found = paces(opened, spending, as_of)
    order = list(opened.department.projects)
    sheets = sorted(((project, sheet) for project, sheet in project_sheets(grid) if not project.is_untouched),
                    key=lambda pair: order.index(pair[0]))
    drawn = draw_progress(opened.department, sheets, spending, as_of, figures(found))
    host.apply([Redraw(_with_values(drawn, [position for position, (project, _) in enumerate(sheets) if _was_moved(project)]))])
    return found


def _was_moved(project: Project) -> bool:
    """Rows or columns were inserted above the amounts: the formulas of 支出进度 would look at other cells."""
    budget, plan = project.budget.entry.place, project.plan.steps[0].entry.place
    return (budget.row, budget.column) != (form.AMOUNT_ROW, 3) or plan.row not in (form.PLAN_VALUES_ROW, 0)


def _with_values(drawn: SheetDrawing, positions: Sequence[int]) -> SheetDrawing:
    """The rows of these projects show values instead of formulas."""
    rows = {FIRST_ROW + position for position in positions}
    return replace(drawn, cells=tuple(
        replace(cell, value=cell.value.value) if cell.row in rows and cell.column <= _LAST_FIGURE and isinstance(cell.value, Formula)
        else cell for cell in drawn.cells))


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
    plan = "over" if pace.is_overspent and each.against_plan else each.against_plan.value if each.against_plan else ""
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
