"""ID206 项目名称还是模板文字

查什么：项目名称是不是“项目名称”“XX”“测试”一类模板文字。
为什么：模板文字公开出去，会被看作没有填表。
怎么改：按批复填写项目名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.placeholder import is_mask, placeholder_in
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_placeholder(table: Table) -> bool:
    return bool(placeholder_in(table.project.name.text))


@rule(code="ID206", name="name-placeholder", about="project", severity="error", basis="practice",
      where=(has_placeholder,))
def check(project: Project, context: Context) -> Iterator[Found]:
    mild = is_mask(placeholder_in(project.name.text), project.name.text)
    yield found(project.name, "name", severity=Severity.WARNING if mild else None)
