"""DP201 有单位没有报送

查什么：名册上的预算单位是否都有项目绩效目标表。
为什么：少一个单位，部门的汇总就不完整。
怎么改：催报；确实没有项目的，从名册中划去或写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="DP201", name="unit-not-handed-in", about="department", severity="error", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    if not context.roster:
        raise NotApplicable
    bodies = [core(body) for body in department.unit_bodies]
    for unit in context.roster:
        if not any(core(unit) in body or (body and body in core(unit)) for body in bodies):
            yield found(Entry(place=department.place), "department", unit=unit)
