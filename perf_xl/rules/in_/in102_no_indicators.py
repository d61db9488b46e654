"""IN102 没有绩效指标

查什么：项目有没有填写绩效指标。
为什么：没有指标，目标就落不了地。
怎么改：按框架逐类填写指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_filled


@rule(code="IN102", name="no-indicators", about="project", severity="error", basis="caiyu-2015-88", of=(is_filled,))
def check(project: Project, context: Context) -> Iterator[Found]:
    if all(row.level3.is_blank and row.value.is_blank for row in project.indicators):
        yield found(heading(project), "indicators")
