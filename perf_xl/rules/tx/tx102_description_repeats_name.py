"""TX102 绩效指标描述只重复名称

查什么：描述是不是与三级指标一字不差。
为什么：描述应当说明统计对象和计算方法，重复名称等于没写。
怎么改：写明数的是什么、怎么算，例如“考核合格人数÷参训人数”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, meaning, same_for
from perf_xl.rules.traits import is_named


@same_for(meaning)
def is_described(row: Row) -> bool:
    return bool(row.indicator.description.text)


@same_for(meaning)
def repeats_name(row: Row) -> bool:
    return named(row.indicator.description.text) == named(row.indicator.level3.text)


@rule(code="TX102", name="description-repeats-name", about="indicator", severity="info", basis="caiyu-2021-101",
      needs=(is_named, is_described), where=(repeats_name,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.description, "description", name=indicator.level3.text)
