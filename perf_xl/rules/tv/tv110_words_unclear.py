"""TV110 指标值没有数值

查什么：没有数值、也看不出怎样算完成的指标值。
为什么：看不出标准，自评时各说各话。
怎么改：能量化的写数值；不能量化的，写出怎样算完成。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_words
from perf_xl.sense.value_words import Words, judge_words, numbers_in


@rule(code="TV110", name="words-unclear", about="indicator", severity="info", basis="caiyu-2015-88", confidence=0.6, on_change=True,
      where=(is_words,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    text = indicator.value.text
    if len(numbers_in(text)) <= 1 and judge_words(text) is Words.UNCLEAR:
        yield found(indicator.value, "value", name=indicator.level3.text)
