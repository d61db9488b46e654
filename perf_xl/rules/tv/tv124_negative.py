"""TV124 指标值是负数

查什么：人数、次数、天数、占比是不是写成了负数。
为什么：这些量不会小于零，负号多半是连字符误入。
怎么改：去掉负号；要表示减少的，把名称改成“下降率”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.sense import read_sense


@same_for(target_text)
def is_negative(row: Row) -> bool:
    return row.target.number is not None and row.target.number < 0


@rule(code="TV124", name="negative", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_number, is_negative))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    sense = read_sense(indicator)
    counted = sense.what.is_count or sense.what in (Thing.DURATION, Thing.SATISFACTION)
    if (counted or sense.is_whole_share) and not sense.polarity.change and sense.thing.confidence >= 0.9:
        yield found(indicator.value, "value", name=indicator.level3.text)
