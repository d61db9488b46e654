"""PL106 支出计划空白

查什么：资金支出计划有没有填。
为什么：没有计划就没有进度可比，绩效监控无从做起。
怎么改：填写 3月底、6月底、10月底、12月底的累计百分比。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_plan
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table, department, same_for
from perf_xl.rules.traits import is_filled


@same_for(department)
def has_plan_field(table: Table) -> bool:
    return table.context.once(asks_for_plan)


@rule(code="PL106", name="plan-blank", about="project", severity="error", basis="form-layout",
      of=(is_filled, has_plan_field))
def check(project: Project, context: Context) -> Iterator[Found]:
    first = project.plan.steps[0]
    if all(step.entry.is_blank for step in project.plan.steps):
        yield found(first.entry if first.entry.place.row else heading(project), "plan", node=first.node)
