"""TV109 指标值是口号，无法衡量

查什么：定性的指标值是不是“有效改善”“逐步提高”一类的口号。
为什么：定性目标也要能衡量；口号年底怎么说都算完成。
怎么改：写出数值；确属定性的，改成可以分级的表述，如“合格”“达到二级标准”。
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


@rule(code="TV109", name="slogan", about="indicator", severity="warning", basis="caiyu-2015-88", confidence=0.9, on_change=True,
      where=(is_words,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if judge_words(indicator.value.text) is Words.SLOGAN:
        yield found(indicator.value, "value", name=indicator.level3.text)
