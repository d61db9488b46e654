"""PL105 支出计划有空白

查什么：四个节点是否都填了。
为什么：空白按前一个节点的数沿用（第一个之前按零），计算进度时可能与填表人的意思不同。
怎么改：把空着的节点补上；计划不变的，重复前一个数。
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table

_TEXT = attrgetter("entry.text")


def has_entry(table: Table) -> bool:
    return any(map(_TEXT, table.project.plan.steps))


def has_blank_step(table: Table) -> bool:
    return not all(map(_TEXT, table.project.plan.steps))


@rule(code="PL105", name="plan-blanks", about="project", severity="info", basis="form-layout",
      of=(has_entry,), where=(has_blank_step,))
def check(project: Project, context: Context) -> Iterator[Found]:
    blank = [step for step in project.plan.steps if step.entry.is_blank]
    carried = project.plan.carried()
    unsure = any(carried[step.node] not in (0, 100) for step in blank)
    yield found(blank[0].entry, "plan", node=blank[0].node, months="、".join(str(step.node) for step in blank),
                carried="、".join(f"{plain_text(carried[step.node])}%" for step in blank),
                severity=Severity.WARNING if unsure else None)
