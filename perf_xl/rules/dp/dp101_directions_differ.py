"""DP101 同一指标在各项目中方向不同

查什么：名称相同的指标，在不同项目里有的用 ≥，有的用 ≤。
为什么：同一件事不可能既越多越好又越少越好，总有一个写反了。
怎么改：统一方向；含义确实不同的，名称里写出区别。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.across import across, direction, opposed
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="DP101", name="directions-differ", about="department", severity="warning", basis="practice", confidence=0.8)
def check(department: Department, context: Context) -> Iterator[Found]:
    if len(department.projects) < 2:
        raise NotApplicable
    for rows in context.once(across).values():
        for each, others in opposed(rows, direction):
            numbers = dict.fromkeys(department.projects[other.project].no or other.project + 1 for other in others)
            yield found(each.row.value, "value", project=each.project, indicator=each.row.index,
                        name=each.row.level3.text, usual=others[0].row.value.text, others="、".join(map(str, numbers)))
