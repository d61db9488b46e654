"""DP203 分项绩效目标不完整

查什么：每个分项是否都有绩效目标和绩效指标。
为什么：只有标题的分项说明不了要达到什么。
怎么改：补齐绩效目标和绩效指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="DP203", name="theme-incomplete", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    if not department.themes:
        raise NotApplicable
    for theme in department.themes:
        missing = [name for name, entry in (("绩效目标", theme.goal), ("绩效指标", theme.indicators)) if entry.is_blank]
        if missing:
            yield found(theme.title, "department", title=theme.title.text, missing="、".join(missing))
