"""ID101 项目编码空白

查什么：项目编码有没有填。
为什么：项目编码是各系统对数的唯一凭据，没有编码就不能与支出对上。
怎么改：从预算管理一体化系统抄录 21 位项目编码。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_code
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table, department, same_for
from perf_xl.rules.traits import is_filled


@same_for(department)
def has_code_field(table: Table) -> bool:
    return table.context.once(asks_for_code)


@rule(code="ID101", name="code-blank", about="project", severity="error", basis="caiban-2023-12", on_change=True,
      of=(is_filled, has_code_field))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.code.is_blank:
        yield found(project.code if project.code.place.row else heading(project), "code")
