"""绩效自评 in and out of a workbook: the forms read, scored, and drawn again with scores and steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl import actions
from perf_xl.actions import Opened
from perf_xl.errors import Unusable
from perf_xl.law.marking import MARKINGS, Marking
from perf_xl.layout import form
from perf_xl.layout.adjustment_sheet import draw_adjustments
from perf_xl.layout.evaluation_block import FormFigures
from perf_xl.layout.evaluation_sheet import EvaluationFigures, draw_evaluation
from perf_xl.layout.ledger_sheet import draw_ledger
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.model.marking_choice import marking_of
from perf_xl.picture.edit import Change, Redraw
from perf_xl.report.report import Report
from perf_xl.scoring.evaluation import Evaluation, ProjectEvaluation, evaluate
from perf_xl.scoring.mark import points_text
from perf_xl.scoring.steps import row_steps, steps_text

if TYPE_CHECKING:
    from perf_xl.hosts.port import Host


def law_for(department: Department, asked: str = "") -> Marking:
    """The rule in force. Raises Unusable for one that does not exist."""
    try:
        return marking_of(department, asked)
    except KeyError:
        raise Unusable("cli.unknown_marking", profile=asked, known="、".join((*MARKINGS, "custom"))) from None


def evaluate_book(opened: Opened, profile: str = "") -> Evaluation:
    """Every project of the workbook, by the rule asked for or the one its sheet names."""
    return evaluate(opened.department, law_for(opened.department, profile), actions.spending_in(opened))


def figures(found: Evaluation, lang: str = "zh") -> EvaluationFigures:
    """What the formulas of 绩效自评 will show. Projects not begun show their budget and weights alone."""
    return EvaluationFigures({each.position: _figures(each, lang) for each in found.projects}, found.whole.points, found.whole.grade)


def _figures(each: ProjectEvaluation, lang: str) -> FormFigures:
    return FormFigures(
        each.initial, each.budget, each.executed, each.execution.points,
        steps_text(each.execution, lang), tuple(row.weight for row in each.rows),
        tuple(row.mark.points for row in each.rows), tuple(row.points for row in each.rows),
        tuple(row_steps(row, lang) if each.is_started else "" for row in each.rows), each.total, each.grade)


def write_evaluation(opened: Opened, found: Evaluation, target: Path, lang: str = "zh") -> None:
    """A copy of the workbook with 绩效自评 drawn anew; of a document or a dump, a new workbook."""
    if opened.grid is None:
        actions.write_book(opened.department, target, inputs=(opened.path,), marking=found.law, evaluation=figures(found, lang))
        return
    from perf_xl.hosts.files import FilesHost

    FilesHost(opened.path, copy_to=target).apply(changes(opened, found, lang))


def changes(opened: Opened, found: Evaluation, lang: str = "zh") -> tuple[Change, ...]:
    """The sheet drawn anew; 支出台账 and 预算调整 too where they are missing, since the formulas look at them."""
    projects = [(project, project.place.sheet) for project in opened.department.projects]
    drawn: list[Change] = [Redraw(draw_evaluation(opened.department, projects, found.law, figures(found, lang)))]
    if opened.grid is not None and opened.grid.sheet(form.LEDGER) is None:
        drawn.insert(0, Redraw(draw_ledger(opened.department.projects)))
        if opened.grid.sheet(form.ADJUSTMENTS) is None:
            drawn.insert(0, Redraw(draw_adjustments((), opened.department.projects)))
    return tuple(drawn)


def evaluate_open_book(host: Host, lang: str = "zh") -> str:
    """The button 绩效自评: read the open workbook, score it, draw the sheet; the one sentence to end with.

    Raises Unusable when nothing of ours can be read.
    """
    from perf_xl.layout.read import read

    grid = host.snapshot()
    department = read(grid).department
    if not department.projects:
        raise Unusable("read.no_tables", path=grid.book)
    opened = Opened(Path(grid.book), department, grid)
    found = evaluate_book(opened)
    host.apply(changes(opened, found, lang))
    return summary(found, lang)


def summary(found: Evaluation, lang: str = "zh") -> str:
    """How many projects are complete, what they reach, and what to do next."""
    whole = found.whole
    left = sum(len(each.open_rows) for each in found.projects if each.is_started)
    key = "none" if not any(each.is_started for each in found.projects) else "open" if whole.evaluated < whole.projects else "done"
    return sentence(f"evaluation.summary_{key}", lang, projects=whole.projects, evaluated=whole.evaluated, share=points_text(whole.share),
                    points="—" if whole.points is None else points_text(whole.points), grade=whole.grade or "—", rows=left,
                    waiting=sum(not each.is_started for each in found.projects),
                    rule=found.law.title)


def outline(opened: Opened, profile: str = "", lang: str = "zh") -> Report:
    """The report of kind 'evaluation' on what the workbook holds."""
    from perf_xl.report.evaluation_outline import evaluation_report

    return evaluation_report(opened.department, evaluate_book(opened, profile), lang=lang)

