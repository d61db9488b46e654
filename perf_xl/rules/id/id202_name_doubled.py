"""ID202 两个项目同名

查什么：同一单位里有没有名称完全相同的项目。
为什么：同名的项目在报告里分不清，也可能是同一个项目报了两次。
怎么改：名称里加上区别，或合并成一个项目。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.codes import tidy_code
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="ID202", name="name-doubled", about="department", severity="warning", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    seen: dict[tuple[str, str], int] = {}
    for position, project in enumerate(department.projects):
        key = (core(project.name.text), project.unit_body.text)
        if not key[0]:
            continue
        if key in seen and tidy_code(project.code.text) != tidy_code(department.projects[seen[key]].code.text):
            yield found(project.name, "name", project=position, other=department.projects[seen[key]].no or seen[key] + 1)
        seen.setdefault(key, position)
