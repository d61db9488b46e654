"""EV102 项目没有自评

查什么：部门里有项目已经自评时，其余项目是否也自评了。
为什么：项目支出单位自评要求全覆盖，自评率应为 100%。
怎么改：在“绩效自评”里填写这个项目的实际完成值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table, department, same_for


@same_for(department)
def is_among_evaluated(table: Table) -> bool:
    """Some table of the department is evaluated."""
    return table.context.once(_evaluated) > 0


@rule(code="EV102", name="project-not-evaluated", about="project", severity="warning", basis="caiyu-2020-10",
      of=(is_among_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.evaluation is None or not project.evaluation.is_started:
        yield found(project.name, "score", name=project.name.text, done=context.once(_evaluated),
                    projects=len(context.department.projects))


def _evaluated(department: Department) -> int:
    return sum(each.evaluation is not None and each.evaluation.is_started for each in department.projects)
