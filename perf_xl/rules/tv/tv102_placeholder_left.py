"""TV102 指标值是占位文字

查什么：指标值里有没有模板的占位文字，如“XX%”“**”“待定”。
为什么：占位文字公开后谁都看得见，也无法自评。
怎么改：写出真实的符号、数值和计量单位；数值未定的，按计划先测算。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_words
from perf_xl.sense.value_words import Words, judge_words


@rule(code="TV102", name="placeholder-left", about="indicator", severity="error", basis="caiyu-2015-88", on_change=True,
      where=(is_words,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if judge_words(indicator.value.text) is Words.PLACEHOLDER:
        yield found(indicator.value, "value", name=indicator.level3.text)
