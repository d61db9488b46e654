"""NY101 编码还是上年的

查什么：滚动生成的工作簿里，标着“待换”的项目编码换了没有。
为什么：新年度的项目要用新年度的编码，用上年的编码对不上支出。
怎么改：换成一体化系统里的新编码；系统里编码没有变的，只删“待换”二字。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.model.renewal import code_to_renew
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_code(table: Table) -> bool:
    return not table.project.code.is_blank


def has_old_code(table: Table) -> bool:
    return bool(code_to_renew(table.project.code.text))


@rule(code="NY101", name="code-not-renewed", about="project", severity="error", basis="caiban-2023-12", on_change=True,
      of=(has_code,), where=(has_old_code,))
def check(project: Project, context: Context) -> Iterator[Found]:
    yield found(project.code, "code", old=code_to_renew(project.code.text), year=context.department.year or "本")
