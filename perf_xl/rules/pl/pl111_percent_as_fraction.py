"""PL111 百分数写成了小数

查什么：支出计划是否写成 0.25、0.5、1 这样的小数。
为什么：栏目单位是百分比，0.25 会被读成 0.25%。
怎么改：乘以 100，写成 25、50、100。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.plan_shape import filled, is_fraction
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def is_in_fractions(table: Table) -> bool:
    return is_fraction(table.project.plan)


@rule(code="PL111", name="percent-as-fraction", about="project", severity="warning", basis="form-layout",
      where=(is_in_fractions,))
def check(project: Project, context: Context) -> Iterator[Found]:
    for step in filled(project.plan):
        if step.percent is not None and step.percent > 0:
            right = plain_text(step.percent * 100)
            yield found(step.entry, "plan", node=step.node, month=step.node, percent=plain_text(step.percent), right=right,
                        fix=replace_text(step.entry, right, "as_percent", Safety.ASK))
