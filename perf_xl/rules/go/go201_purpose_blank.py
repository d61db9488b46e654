"""GO201 资金用途空白

查什么：资金用途有没有填。
为什么：不知道钱花在哪里，就不能判断目标与资金是否匹配。
怎么改：写明资金的具体用途。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_purpose
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table, department, same_for
from perf_xl.rules.traits import is_filled


@same_for(department)
def has_purpose_field(table: Table) -> bool:
    return table.context.once(asks_for_purpose)


@rule(code="GO201", name="purpose-blank", about="project", severity="error", basis="form-layout", on_change=True,
      of=(is_filled, has_purpose_field))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.purpose.is_blank:
        yield found(project.purpose if project.purpose.place.row else heading(project), "purpose")
