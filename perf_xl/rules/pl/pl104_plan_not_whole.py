"""PL104 支出计划年底不到 100%

查什么：最后一个节点（空白沿用前一个）的累计计划应当是 100%。
为什么：年初就打算花不完，预算就应当核减。
怎么改：改成 100%；确有结转的，写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.plan_shape import figures, filled, is_fraction, is_per_period
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="PL104", name="plan-not-whole", about="project", severity="error", basis="form-arithmetic", on_change=True)
def check(project: Project, context: Context) -> Iterator[Found]:
    steps = filled(project.plan)
    if not steps or any(step.is_unreadable for step in project.plan.steps) or is_fraction(project.plan):
        raise NotEnoughData
    last = steps[-1]
    if last.percent is not None and 0 <= last.percent < 100:
        if is_per_period(project.plan) and any(after < before for before, after in pairwise(figures(project.plan))):
            return
        per_period = is_per_period(project.plan)
        yield found(last.entry, "plan", node=last.node, percent=plain_text(last.percent),
                    variant="per_period" if per_period else "", severity=Severity.WARNING if per_period else None)
