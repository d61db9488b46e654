"""DP102 同一指标在各项目中计量单位不同

查什么：名称相同的指标，在不同项目里用了不同类的计量单位，如人和百分比。
为什么：单位不同就不能汇总和比较，往往是其中一个填错。
怎么改：统一计量单位；含义确实不同的，名称里写出区别。
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from perf_xl.law.wording import words
from perf_xl.model.department import Department
from perf_xl.rules.across import across, opposed
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="DP102", name="measures-differ", about="department", severity="warning", basis="practice", confidence=0.7)
def check(department: Department, context: Context) -> Iterator[Found]:
    if len(department.projects) < 2:
        raise NotApplicable
    for name, rows in context.once(across).items():
        if name in words("general_name"):
            continue
        for each, others in opposed(rows, attrgetter("measure.kind")):
            numbers = dict.fromkeys(department.projects[other.project].no or other.project + 1 for other in others)
            yield found(each.row.value, "value", project=each.project, indicator=each.row.index,
                        name=each.row.level3.text, usual=others[0].row.value.text, others="、".join(map(str, numbers)))
