"""IN304 为凑数填的无效指标

查什么：三级指标或指标值是不是“无”“不涉及”“/”。
为什么：不涉及的指标不用填；填上占了分值，审计指出过这个问题。
怎么改：整行删去。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from perf_xl.law.wording import words
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row


@cache
def _not_involved() -> frozenset[str]:
    return frozenset(words("not_involved"))


def is_not_involved(row: Row) -> bool:
    listed = _not_involved()
    return row.indicator.value.text in listed or row.indicator.level3.text in listed


@rule(code="IN304", name="row-filled-up", about="indicator", severity="warning", basis="chifeng-audit-2023",
      where=(is_not_involved,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    entry, field = (indicator.level3, "level3") if indicator.level3.text in _not_involved() else (indicator.value, "value")
    yield found(entry, field)
