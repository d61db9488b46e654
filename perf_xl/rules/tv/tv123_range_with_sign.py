"""TV123 区间前面有符号

查什么：区间前面又加了“≥”“≤”。
为什么：区间已经有上下限，再加符号就说不清达到多少算完成。
怎么改：去掉符号，或者只留一个数。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, choose_text, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_range


@rule(code="TV123", name="range-with-sign", about="indicator", severity="warning", basis="value-grammar", confidence=0.9, on_change=True,
      where=(is_range,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.upper is None or target.number is None or target.sign not in ("≥", ">", "≤", "<"):
        return
    options = tuple(f"{target.sign}{plain_text(each)}{target.measure.written}" for each in (target.number, target.upper))
    yield found(indicator.value, "value", name=indicator.level3.text, sign=target.sign,
                fix=choose_text(indicator.value, options, "choose_bound"))
