"""IN401 整套指标与别的项目相同

查什么：几个项目的指标（级次、名称、指标值）是否完全一样。
为什么：不同的项目照抄同一套指标，说明没有按项目内容设定目标。
怎么改：按各自的内容重新设定；确属同一类资金、同一目标的，合并或写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.copies import copied_groups
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="IN401", name="set-copied", about="department", severity="warning", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    if len(department.projects) < 2:
        raise NotApplicable
    for first, *others in copied_groups(department):
        names = "、".join(_name(department.projects[position], position) for position in others)
        yield found(heading(department.projects[first]), "indicators", project=first, others=f"项目 {names} ",
                    numbers=",".join(str(position) for position in (first, *others)))


def _name(project: Project, position: int) -> str:
    return str(project.no or position + 1)
