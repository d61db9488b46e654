"""IN304 为凑数填的无效指标

查什么：三级指标或指标值是不是“无”“不涉及”“/”。
为什么：不涉及的指标不用填；填上占了分值，审计指出过这个问题。
怎么改：整行删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.wording import words
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="IN304", name="row-filled-up", about="indicator", severity="warning", basis="chifeng-audit-2023")
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    for entry, field in ((indicator.level3, "level3"), (indicator.value, "value")):
        if entry.text in words("not_involved"):
            yield found(entry, field)
            return
