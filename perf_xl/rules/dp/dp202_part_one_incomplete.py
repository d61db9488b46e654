"""DP202 部门整体绩效目标不完整

查什么：部门的工作簿有没有总体绩效目标、分项绩效目标、工作保障措施。
为什么：项目目标要从部门整体目标分解下来，缺了上级目标就看不出关系。
怎么改：补齐缺少的部分；只报一个单位的工作簿不用填。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import is_department_book
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="DP202", name="part-one-incomplete", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    if not is_department_book(department):
        raise NotApplicable
    parts = (("总体绩效目标", not department.overall_goal.is_blank), ("分项绩效目标", bool(department.themes)),
             ("工作保障措施", bool(department.safeguards)))
    missing = [name for name, there in parts if not there]
    if len(missing) == len(parts) and not department.template_version:
        raise NotApplicable
    if missing:
        place = department.overall_goal.place if department.overall_goal.place.row else department.place
        yield found(Entry(place=place), "department", missing="、".join(missing))
