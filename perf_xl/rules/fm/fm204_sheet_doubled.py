"""FM204 同一个项目报了两张表

查什么：两张表的项目编码、名称、预算数和指标完全相同。
为什么：重复的表会让预算合计多出一份。
怎么改：删去多余的一张。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FM204", name="sheet-doubled", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    seen: dict[tuple[str, str, str], list[int]] = {}
    for position, project in enumerate(department.projects):
        if project.is_untouched or project.code.is_blank:
            continue
        alike = seen.setdefault((project.code.text, project.name.text, project.budget.text), [])
        first = next((each for each in alike if _rows(department.projects[each]) == _rows(project)), None)
        if first is not None:
            yield found(heading(project), "workbook", project=position, other=first + 1)
        else:
            alike.append(position)


def _rows(project: Project) -> tuple[tuple[str, ...], ...]:
    return tuple(row.row_key for row in project.indicators)
