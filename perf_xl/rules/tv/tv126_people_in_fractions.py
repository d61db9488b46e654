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
from perf_xl.sense.sense import read_sense


@rule(code="TV126", name="people-in-fractions", about="indicator", severity="warning", basis="value-grammar", confidence=0.8, on_change=True)
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.number is None or target.number == target.number.to_integral_value() or target.rest:
        return
    data = load("words_values")["average"]
    if target.measure.written not in data["whole_units"]:
        return
    texts = f"{indicator.level3.text}{indicator.description.text}"
    if read_sense(indicator).what.is_count and not any(word in texts for word in data["words"]):
        yield found(indicator.value, "value", name=indicator.level3.text)
