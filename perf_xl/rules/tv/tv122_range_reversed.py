"""TV122 区间前大后小

查什么：区间是不是前大后小。
为什么：“20-10天”里没有任何数。
怎么改：按从小到大改正；可以一键改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_range


@rule(code="TV122", name="range-reversed", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_range,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.number is None or target.upper is None or target.number <= target.upper:
        return
    text = f"{plain_text(target.upper)}-{plain_text(target.number)}{target.measure.written}"
    yield found(indicator.value, "value", name=indicator.level3.text,
                fix=replace_text(indicator.value, text, "turn_range", Safety.ASK))
