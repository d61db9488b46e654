"""FU105 预算数为零

查什么：预算数是不是零。
为什么：没有资金的项目不需要绩效目标表；多半是漏填。
怎么改：填写批复的预算数；确实没有资金的，说明原因或撤回这张表。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table
from perf_xl.rules.traits import has_budget


def costs_nothing(table: Table) -> bool:
    return table.project.budget.value == 0


@rule(code="FU105", name="budget-zero", about="project", severity="warning", basis="practice", on_change=True,
      needs=(has_budget,), where=(costs_nothing,))
def check(project: Project, context: Context) -> Iterator[Found]:
    yield found(project.budget.entry, "budget")
