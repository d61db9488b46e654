"""The standard workbook as a blueprint: which sheets, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.law.frame import Frame, frame, recognise
from perf_xl.law.marking import Marking, marking, usual_marking
from perf_xl.layout import form
from perf_xl.layout.adjustment_sheet import draw_adjustments
from perf_xl.layout.contents_sheet import ContentsRow, draw_contents
from perf_xl.layout.cover_sheet import Cover, draw_cover
from perf_xl.layout.evaluation_sheet import EvaluationFigures, draw_evaluation
from perf_xl.layout.findings_sheet import draw_findings
from perf_xl.layout.guide_sheet import RuleLine, draw_guide
from perf_xl.layout.journal_sheet import draw_journal
from perf_xl.layout.ledger_sheet import draw_ledger
from perf_xl.layout.lists_sheet import draw_lists
from perf_xl.layout.monitoring_sheet import draw_monitoring
from perf_xl.layout.part_one_sheet import draw_part_one
from perf_xl.layout.progress_settings import ProgressSettings
from perf_xl.layout.progress_sheet import SheetFigures, draw_progress
from perf_xl.layout.project_sheet import draw_project
from perf_xl.layout.settings_sheet import draw_settings
from perf_xl.layout.sheet_name import project_sheet_name
from perf_xl.layout.sources_sheet import draw_sources
from perf_xl.layout.summary_sheet import draw_summary
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.marking_choice import marking_of
from perf_xl.model.monitoring import Interims
from perf_xl.model.project import Project
from perf_xl.model.settings import NO_SETTINGS, Settings
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import Blueprint, Drawable, SheetDrawing

NOT_CHECKED = "尚未校验。按“校验”，或运行 perf-xl validate 本文件 --mark 结果.xlsx。"


class BookOptions(Struct, frozen=True):
    """What a workbook carries besides the department itself.

    `part_one` None: drawn where the department has one. `rules` go into 填报说明. `spare_projects` blank project
    sheets follow the filled ones. `as_of` is the date of 支出进度. `settings` fill the sheet 设置.
    `offered`: names of 三级指标 by 二级指标 that drop-downs
    suggest, the starter set's where empty. `evaluation` is what the formulas of 绩效自评 show.
    """

    profile: str = ""
    part_one: bool | None = None
    rules: tuple[RuleLine, ...] = ()
    spending: Spending | None = None
    as_of: date | None = None
    figures: SheetFigures | None = None
    thresholds: ProgressSettings | None = None
    spare_projects: int = 0
    unit_body: str = ""
    journal: tuple[tuple[Drawable, ...], ...] = ()
    consolidated: bool = False
    settings: Settings = NO_SETTINGS
    interims: Interims | None = None
    properties: tuple[tuple[str, str], ...] = ()
    offered: tuple[tuple[str, tuple[str, ...]], ...] = ()
    marking: Marking | None = None
    evaluation: EvaluationFigures | None = None


def standard_workbook(department: Department, options: BookOptions | None = None) -> Blueprint:
    """The workbook of a department or of one unit. Project sheets are named after number and name."""
    options = options or BookOptions()
    law = frame(options.profile or recognise((each.level1.text, each.level2.text)
                                             for project in department.projects for each in project.indicators))
    projects = [*department.projects, *_spare(department, options)]
    taken = {name.casefold() for name in form.OUR_SHEETS}
    numbered = [(project, number, project_sheet_name(number, project.name.text, taken))
                for number, project in enumerate(projects, 1)]
    skeleton = template_rows(law)
    drawn = [draw_project(project, sheet, number, () if project.indicators else skeleton)
             for project, number, sheet in numbered]
    cover, cover_names = draw_cover(Cover(department.name, department.unit_code, department.year, law.profile,
                                          submission=department.submission))
    lists, list_names = draw_lists(law, options.offered)
    with_part_one = options.part_one if options.part_one is not None else _has_part_one(department)
    sheets_of = [(project, sheet) for project, _, sheet in numbered]
    sheets = [
        cover, draw_guide(options.rules), draw_contents([ContentsRow(project, sheet) for project, sheet in sheets_of]),
        *([draw_part_one(department)] if with_part_one else []), *_consolidated_sheets(department, options, [sheet for _, sheet in sheets_of]), *drawn,
        draw_ledger(projects, options.spending),
        draw_adjustments(options.spending.adjustments if options.spending else (), projects), draw_progress(
            department, sheets_of, options.spending, options.as_of, options.figures, options.thresholds),
        draw_monitoring(projects, options.interims),
        draw_evaluation(department, sheets_of, _marking(department, law, options), options.evaluation),
        draw_findings((), NOT_CHECKED), draw_journal(options.journal), draw_settings(options.settings), lists,
    ]
    title = f"{department.year or ''}{'年' if department.year else ''}{department.name}预算绩效目标"
    return Blueprint(tuple(sheets), (*cover_names, *list_names),
                     (("title", title), ("subject", "预算绩效目标"), ("perf_xl template", form.TEMPLATE_VERSION),
                      *options.properties), active=form.COVER)


def with_told(blueprint: Blueprint, told: Sequence[SheetDrawing]) -> Blueprint:
    """A consolidated workbook with sheets that were made out of its own findings, after 汇总."""
    at = [sheet.name for sheet in blueprint.sheets].index(form.SUMMARY) + 1
    return replace(blueprint, sheets=(*blueprint.sheets[:at], *told, *blueprint.sheets[at:]))


def sheet_names(department: Department) -> tuple[str, ...]:
    """The names that the project sheets of `standard_workbook` get, in order."""
    taken = {name.casefold() for name in form.OUR_SHEETS}
    return tuple(project_sheet_name(number, project.name.text, taken)
                 for number, project in enumerate(department.projects, 1))


def _consolidated_sheets(department: Department, options: BookOptions, sheets: list[str]) -> list[SheetDrawing]:
    if not options.consolidated:
        return []
    return [draw_summary(department), draw_sources(department, sheets[: len(department.projects)])]


def template_rows(law: Frame) -> tuple[tuple[str, str], ...]:
    """One row per 二级指标 of the frame, for a blank table."""
    return tuple((first, second) for first, seconds in law.levels for second in seconds)


def _spare(department: Department, options: BookOptions) -> Sequence[Project]:
    blank = Project(unit_body=written(options.unit_body), amount_unit=written("单位：万元"))
    return [replace(blank, no=len(department.projects) + number) for number in range(1, options.spare_projects + 1)]


def _has_part_one(department: Department) -> bool:
    return bool(department.overall_goal.text or department.themes or department.safeguards)


def _marking(department: Department, law: Frame, options: BookOptions) -> Marking:
    """The rule of 绩效自评: the one given, the one the department names, else the usual one of the frame."""
    if options.marking is not None:
        return options.marking
    return marking(usual_marking(law.profile)) if department.evaluating.profile.is_blank else marking_of(department)
