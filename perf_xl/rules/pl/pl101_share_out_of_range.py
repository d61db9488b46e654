"""PL101 支出计划超出 0 到 100

查什么：各时间节点的支出计划是累计百分比，应当在 0 到 100 之间。
为什么：负数没有意义，超过 100% 就是超预算支出。
怎么改：改成 0 到 100 之间的累计百分比；填了金额的，换算成百分比。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.plan_shape import figures, filled, has_figures
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def is_out_of_range(table: Table) -> bool:
    percents = figures(table.project.plan)
    return bool(percents) and not (min(percents) >= 0 and max(percents) <= 100)


@rule(code="PL101", name="share-out-of-range", about="project",
      severity="error", basis="form-arithmetic", on_change=True, needs=(has_figures,), where=(is_out_of_range,))
def check(project: Project, context: Context) -> Iterator[Found]:
    for step in filled(project.plan):
        if step.percent is not None and not 0 <= step.percent <= 100:
            yield found(step.entry, "plan", node=step.node, month=step.node, percent=plain_text(step.percent))
