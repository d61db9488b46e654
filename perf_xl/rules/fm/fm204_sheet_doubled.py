"""FM204 同一个项目报了两张表

查什么：两张表的项目编码、名称、预算数和指标完全相同。
为什么：重复的表会让预算合计多出一份。
怎么改：删去多余的一张。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FM204", name="sheet-doubled", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    seen: dict[tuple[object, ...], int] = {}
    for position, project in enumerate(department.projects):
        if project.is_untouched or project.code.is_blank:
            continue
        key = (project.code.text, project.name.text, project.budget.text, tuple(row.row_key for row in project.indicators))
        if key in seen:
            yield found(heading(project), "workbook", project=position, other=seen[key] + 1)
        seen.setdefault(key, position)
