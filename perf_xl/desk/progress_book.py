"""支出进度 of a workbook: judged by the standards of its region, drawn into a copy, told as a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.actions import Opened, region_of
from perf_xl.desk.spending_book import Loaded, ledger_changes, spending_in, year_of
from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host
from perf_xl.law.threshold import monitoring_month, node_points, thresholds
from perf_xl.layout import form
from perf_xl.layout.monitoring_sheet import draw_monitoring, read_monitoring
from perf_xl.layout.progress_rows import Figures, NodeFigures
from perf_xl.layout.progress_settings import ProgressSettings
from perf_xl.layout.progress_sheet import SheetFigures, draw_progress
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department, Trouble
from perf_xl.model.monitoring import Interims
from perf_xl.model.period import NODES, month_end
from perf_xl.model.voucher import Spending
from perf_xl.picture.edit import Change, Redraw
from perf_xl.progress.completion import completions
from perf_xl.progress.light import sign_of
from perf_xl.progress.pace import shown
from perf_xl.progress.progress import GroupProgress, Progress, ProjectProgress, progress
from perf_xl.progress.regional import Regional
from perf_xl.progress.score import NodeScore, mean_score
from perf_xl.progress.what_if import nodes_ahead, what_if
from perf_xl.report.report import Report


def interims_in(opened: Opened) -> tuple[Interims, tuple[Trouble, ...]]:
    """What 绩效监控 holds, and its rows that belong to no indicator."""
    sheet = opened.grid.sheet(form.MONITORING) if opened.grid else None
    return read_monitoring(opened.path.name, sheet, opened.department) if sheet else ({}, ())


def paces(opened: Opened, spending: Spending, as_of: date) -> Progress:
    """Every project against its plan, and its goal against its money. Raises Unusable for a date of another year."""
    if as_of.year != spending.year:
        raise Unusable("cli.other_year", date=as_of.isoformat(), year=spending.year)
    return progress(opened.department, spending, as_of, region=region_of(opened),
                    completion=completions(opened.department, interims_in(opened)[0]))


def outline(opened: Opened, as_of: date, kind: str, lang: str = "zh") -> Report:
    """The report of kind 'progress' or 'monitoring' on what the workbook holds."""
    found = paces(opened, spending_in(opened), as_of)
    if kind == "monitoring":
        from perf_xl.report.monitoring_outline import monitoring_report

        return monitoring_report(opened.department, found, interims_in(opened)[0], source=monitoring_month(region_of(opened)).source,
                                 lang=lang)
    from perf_xl.report.progress_outline import progress_report

    supposed = [what_if(opened.department, found, node) for node in nodes_ahead(found)] if found.late else []
    return progress_report(found, supposed=supposed, author=opened.department.name, lang=lang)


def monitoring_day(opened: Opened) -> date:
    """The day at which 绩效监控 looks back: the end of June in 河北, of July elsewhere."""
    return month_end(year_of(opened), monitoring_month(region_of(opened)).month)


def sheet_settings(region: str, as_of: date) -> ProgressSettings:
    """The thresholds in force, for the row above the table."""
    law = thresholds(region, as_of)
    return ProgressSettings(
        law.plan_green, law.plan_yellow, law.time_green / 100, law.time_yellow / 100, node_points(),
        tuple((month, percent / 100) for month, percent in law.minimum), law.stages, source_text(law.name, law.source, law.is_practice))


def source_text(name: str, source: str, is_practice: bool, lang: str = "zh") -> str:
    """Where the thresholds come from; 惯例 where no regulation says them."""
    return sentence("spending.source_practice" if is_practice else "spending.source", lang, name=name, source=source)


def show_progress(host: Host, opened: Opened, as_of: date) -> Progress:
    """支出进度 of the workbook that the host holds, drawn anew for a date."""
    spending = spending_in(opened)
    found = paces(opened, spending, as_of)
    host.apply([_redrawn(opened, found, spending)])
    return found


def write_progress(opened: Opened, found: Progress, spending: Spending, target: Path, loaded: Loaded | None = None) -> None:
    """A copy of the workbook with 支出进度 drawn anew, and with what was loaded; a new workbook from a document."""
    if opened.grid is None or opened.path.suffix.lower() == ".xls":
        actions.write_book(opened.department, target, inputs=(opened.path,), spending=spending, as_of=found.as_of,
                           figures=figures(opened.department, found), thresholds=_thresholds(opened, found),
                           settings=opened.settings, interims=interims_in(opened)[0])
        return
    from perf_xl.hosts.files import FilesHost

    changes: list[Change] = ledger_changes(opened, loaded) if loaded else []
    changes.append(_redrawn(opened, found, spending))
    if opened.grid.sheet(form.MONITORING) is None:
        changes.append(Redraw(replace(draw_monitoring(opened.department.projects), choices=())))      # its lists are missing too
    FilesHost(opened.path, copy_to=target).apply(changes)


def _redrawn(opened: Opened, found: Progress, spending: Spending) -> Redraw:
    projects = [(project, project.place.sheet) for project in opened.department.projects]
    return Redraw(draw_progress(opened.department, projects, spending, found.as_of, figures(opened.department, found),
                                _thresholds(opened, found)))


def _thresholds(opened: Opened, found: Progress) -> ProgressSettings:
    return sheet_settings(region_of(opened), found.as_of)


def figures(department: Department, found: Progress) -> SheetFigures:
    """What the formulas of 支出进度 will show."""
    plans = {each.position: department.projects[each.position].plan.carried() for each in found.projects}

    def group(each: GroupProgress, members: list[ProjectProgress]) -> Figures:
        budget = each.pace.budget
        plan = {node: sum(((one.pace.budget or Decimal(0)) * plans[one.position][node] for one in members), Decimal(0)) / budget
                for node in NODES} if budget else {}
        return _figures(each, f"{each.projects}个项目，滞后{each.late}个", plan=plan)

    listed = list(found.projects)
    units = {each.title: group(each, [one for one in listed if one.unit_body == each.title]) for each in found.units}
    fundings = {each.title: group(each, [one for one in listed if one.funding == each.title]) for each in found.fundings}
    return SheetFigures({each.code: _figures(each, funding=each.funding) for each in reversed(listed)}, units, fundings,
                        group(found.total, listed))


def _figures(each: ProjectProgress | GroupProgress, about: str = "", funding: str = "",
             plan: Mapping[int, Decimal] | None = None) -> Figures:
    pace = each.pace
    light = sign_of(each.against_plan, pace.is_overspent)
    with_budget = bool(pace.budget)
    return Figures(
        pace.initial or Decimal(0), pace.budget or Decimal(0), pace.planned_percent, pace.planned if with_budget else None,
        pace.spent, pace.spent_percent, None if pace.gap is None else shown(pace.gap), pace.needed, light,
        each.against_time.value if each.against_time else "", regional_text(each.regional), _nodes(each.scores),
        mean_score(each.scores), funding, about, plan or {})


def _nodes(scores: tuple[NodeScore, ...]) -> dict[int, NodeFigures]:
    return {each.node: NodeFigures(each.planned, each.spent, each.points) for each in scores}


def regional_text(found: Regional | None, lang: str = "zh") -> str:
    """地方标准 as it stands in the sheet and in reports: a symbol and words."""
    if found is None:
        return ""
    if found.required is None:
        return f"◆ {found.stage}"
    return sentence("spending.least_met" if found.met else "spending.least_missed", lang, percent=f"{found.required:f}")
