"""EV102 项目没有自评

查什么：部门里有项目已经自评时，其余项目是否也自评了。
为什么：项目支出单位自评要求全覆盖，自评率应为 100%。
怎么改：在“绩效自评”里填写这个项目的实际完成值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="EV102", name="project-not-evaluated", about="project", severity="warning", basis="caiyu-2020-10")
def check(project: Project, context: Context) -> Iterator[Found]:
    others = [each for each in context.department.projects if each.evaluation is not None and each.evaluation.is_started]
    if not others:
        raise NotApplicable
    if project.evaluation is None or not project.evaluation.is_started:
        yield found(project.name, "score", name=project.name.text, done=len(others), projects=len(context.department.projects))
