"""TV126 人或物写成小数

查什么：人数、次数、台数是不是写成了小数。
为什么：人和车都是整个的，小数多半是单位写错（万人、人均）或公式算出来的。
怎么改：核对数值；如果是平均数，在名称里写“人均”“平均”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.reader import load
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number, is_plain
from perf_xl.sense.sense import read_sense


@same_for(target_text)
def is_fractional(row: Row) -> bool:
    return row.target.number is not None and row.target.number != row.target.number.to_integral_value()


@rule(code="TV126", name="people-in-fractions", about="indicator", severity="warning", basis="value-grammar", confidence=0.8, on_change=True,
      where=(is_number, is_plain, is_fractional))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    data = load("words_values")["average"]
    if indicator.target.measure.written not in data["whole_units"]:
        return
    texts = f"{indicator.level3.text}{indicator.description.text}"
    if read_sense(indicator).what.is_count and not any(word in texts for word in data["words"]):
        yield found(indicator.value, "value", name=indicator.level3.text)
