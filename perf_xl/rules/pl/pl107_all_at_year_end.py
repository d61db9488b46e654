"""PL107 资金都集中在年底支出

查什么：前三个节点都是零或空白，12月底一次 100%。
为什么：年底突击花钱是支出进度考核和审计的重点。
怎么改：按工作安排分到各节点；确需年底一次付清的（如尾款、按年结算），写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.plan_shape import has_figures
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def begins_with_nothing(table: Table) -> bool:
    return not table.project.plan.steps[0].percent


@rule(code="PL107", name="all-at-year-end", about="project", severity="warning", basis="practice",
      needs=(has_figures,), where=(begins_with_nothing,))
def check(project: Project, context: Context) -> Iterator[Found]:
    carried = project.plan.carried()
    if carried[12] == 100 and all(carried[node] == 0 for node in NODES[:-1]):
        step = project.plan.at(12)
        yield found(step.entry, "plan", node=12)
