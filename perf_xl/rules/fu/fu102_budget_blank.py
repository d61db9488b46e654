"""FU102 预算数空白

查什么：预算数有没有填。
为什么：没有预算数，目标与资金无从匹配，也不能汇总。
怎么改：按批复填写预算数。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_filled


@rule(code="FU102", name="budget-blank", about="project", severity="error", basis="form-layout", on_change=True,
      of=(is_filled,))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.budget.is_blank:
        yield found(project.budget.entry if project.budget.entry.place.row else heading(project), "budget")
