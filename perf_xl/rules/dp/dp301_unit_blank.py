"""DP301 预算单位空白

查什么：每张表的预算单位有没有填。
为什么：不知道是哪个单位的项目，没法汇总。
怎么改：填写预算单位的编码和名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_unit_body
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table, department, same_for
from perf_xl.rules.traits import is_filled


@same_for(department)
def has_unit_field(table: Table) -> bool:
    return table.context.once(asks_for_unit_body)


@rule(code="DP301", name="unit-blank", about="project", severity="error", basis="form-layout",
      of=(is_filled, has_unit_field))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.unit_body.is_blank:
        yield found(project.unit_body if project.unit_body.place.row else heading(project), "unit")
