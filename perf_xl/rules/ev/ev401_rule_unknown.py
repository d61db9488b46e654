"""EV401 评分规则不能用

查什么：“评分规则”是不是 2020、2021、河北、四川、自定之一；自定的分值合计是否 100 分、等级界线是否从高到低。
为什么：评分规则不明，得分就没有依据；程序改用通常的规则。
怎么改：从下拉列表里选；自定的，改正右侧的数字。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="EV401", name="rule-unknown", about="department", severity="error", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    profile = department.evaluating.profile
    if profile.is_blank or not any(each.evaluation is not None for each in department.projects):
        raise NotApplicable
    from perf_xl.law.marking import CUSTOM, customised, marking, usual_marking
    from perf_xl.model.marking_choice import custom_numbers, profile_named

    key = profile_named(profile.text)
    if not key:
        yield found(profile, "score")
    elif key == CUSTOM:
        usual = marking(usual_marking(context.frame.profile))
        try:
            customised(usual, custom_numbers(department))
        except ValueError:
            yield found(profile, "score", variant="numbers")
