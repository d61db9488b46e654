"""PL109 年底之前就全部支出

查什么：6月底或 10月底的计划是否已经 100%。
为什么：不是错误；但下半年还有工作的项目，提前花完可能与工作安排不符。
怎么改：与工作安排核对；工作确实提前结束的，不用改。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.plan_shape import has_figures
from perf_xl.rules.rule import rule


@rule(code="PL109", name="full-before-year-end", about="project", severity="info", basis="practice",
      needs=(has_figures,))
def check(project: Project, context: Context) -> Iterator[Found]:
    full = next((step for step in project.plan.steps if step.percent == 100), None)
    if full is not None and full.node not in (NODES[0], NODES[-1]):
        yield found(full.entry, "plan", node=full.node, month=full.node)
