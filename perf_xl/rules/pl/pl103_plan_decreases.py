"""PL103 支出计划前大后小

查什么：支出计划是累计数，后一个节点不能小于前一个；空白沿用前一个。
为什么：钱花出去不会回来，累计数变小说明填错，或者填成了当期数。
怎么改：改成累计百分比。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.plan_shape import filled, is_per_period
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="PL103", name="plan-decreases", about="project", severity="error", basis="form-arithmetic", on_change=True)
def check(project: Project, context: Context) -> Iterator[Found]:
    steps = filled(project.plan)
    if len(steps) < 2:
        raise NotEnoughData
    for before, after in pairwise(steps):
        if before.percent is not None and after.percent is not None and after.percent < before.percent:
            per_period = is_per_period(project.plan)
            yield found(after.entry, "plan", node=after.node, month=after.node, percent=plain_text(after.percent),
                        before=plain_text(before.percent), variant="per_period" if per_period else "",
                        severity=Severity.WARNING if per_period else None)
            return
