"""EV204 执行率低却没有说明

查什么：预算执行率低于评分规则规定的比例（通常 90%）时，是否写了执行率偏差原因。
为什么：执行率低的要说明原因；低于 60% 的复核时作为问题。
怎么改：在“执行率偏差原因”里写明没有支出的金额、原因和去向。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated, form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV204", name="execution-reason-missing", about="project", severity="warning", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.mark import points_text

    made = evaluated(project, context)
    if made.rate is None:
        raise NotEnoughData
    if made.execution.is_marked and form_of(project).execution_reason.is_blank:
        yield found(form_of(project).execution_reason, "spending", rate=points_text(made.rate),
                    least=made.law.explain_execution, budget=made.budget, executed=made.executed)
