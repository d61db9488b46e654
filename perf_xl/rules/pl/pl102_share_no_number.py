"""PL102 支出计划不是数

查什么：支出计划一格里是不是百分数。
为什么：文字不能与实际进度比较。
怎么改：只填累计百分比的数字，如 50。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def is_unreadable(table: Table) -> bool:
    return any(step.is_unreadable for step in table.project.plan.steps)


@rule(code="PL102", name="share-no-number", about="project", severity="error", basis="form-layout", on_change=True,
      where=(is_unreadable,))
def check(project: Project, context: Context) -> Iterator[Found]:
    for step in project.plan.steps:
        if step.is_unreadable:
            yield found(step.entry, "plan", node=step.node, month=step.node)
