"""TV108 一个指标值有几个数

查什么：一个指标值里是不是写了几个数。
为什么：一行一个目标，年底才能逐项打分；几个数只能达成其中一部分时无法计分。
怎么改：拆成几行，每行一个指标、一个数值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import TargetKind
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_rest
from perf_xl.sense.value_words import has_second_number, numbers_in


@rule(code="TV108", name="several-numbers", about="indicator", severity="warning", basis="value-grammar", on_change=True,
      where=(has_rest,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    several = has_second_number(target) if target.number is not None else \
        target.kind is TargetKind.WORDS and len(numbers_in(indicator.value.text)) > 1
    if several:
        yield found(indicator.value, "value", name=indicator.level3.text)
