"""The self-evaluation that rules on 绩效自评 look at; they do not apply where nobody has begun one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perf_xl.model.department import Department
from perf_xl.model.evaluation import SelfEvaluation
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.rule import NotApplicable

if TYPE_CHECKING:
    from perf_xl.scoring.evaluation import ProjectEvaluation, RowMark


def form_of(project: Project) -> SelfEvaluation:
    """What was filled in. Raises NotApplicable where the form was not begun."""
    if project.evaluation is None or not project.evaluation.is_started:
        raise NotApplicable
    return project.evaluation


def evaluated(project: Project, context: Context) -> ProjectEvaluation:
    """The scores of a project. Raises NotApplicable where its form was not begun."""
    form_of(project)
    # Most workbooks are looked at long before anybody evaluates: what scores them is not imported until then.
    from perf_xl.model.marking_choice import marking_of
    from perf_xl.scoring.evaluation import evaluate_project

    made = context.once(_evaluations)
    if id(project) not in made:
        made[id(project)] = evaluate_project(project, context.once(marking_of), context.spending, 0, context.department.year)
    return made[id(project)]


def _evaluations(department: Department) -> dict[int, ProjectEvaluation]:
    """What was worked out in this run, by the identity of the project, which lives as long as the run."""
    return {}


def row_of(indicator: Indicator, project: Project, context: Context) -> RowMark:
    """The score of one row. Raises NotApplicable where the form was not begun."""
    return evaluated(project, context).rows[indicator.index]
