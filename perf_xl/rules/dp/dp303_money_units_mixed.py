"""DP303 各表的金额单位不同

查什么：同一部门的表是不是有的用元，有的用万元。
为什么：单位混用，合计容易差一万倍。
怎么改：统一用一种单位。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="DP303", name="money-units-mixed", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    units = Counter(project.money_unit for project in department.projects if not project.budget.is_blank)
    if not units:
        raise NotEnoughData
    usual = units.most_common(1)[0][0]
    for position, project in enumerate(department.projects):
        if not project.budget.is_blank and project.money_unit is not usual:
            yield found(project.amount_unit if project.amount_unit.place.row else heading(project), "budget",
                        project=position, unit=project.money_unit.value, usual=usual.value)
