"""PL108 第一个节点就全部支出

查什么：3月底的计划是否已经 100%。
为什么：预算年初刚批复就全部支付，少有这样的项目，多半是没有认真填。
怎么改：按合同和工作安排填写；确需年初一次付清的，写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def begins_with_number(table: Table) -> bool:
    return table.project.plan.steps[0].percent is not None


def begins_with_all(table: Table) -> bool:
    return table.project.plan.steps[0].percent == 100


@rule(code="PL108", name="all-at-once", about="project", severity="warning", basis="practice", confidence=0.7,
      needs=(begins_with_number,), where=(begins_with_all,))
def check(project: Project, context: Context) -> Iterator[Found]:
    first = project.plan.steps[0]
    yield found(first.entry, "plan", node=first.node)
