"""TV103 指标行不起作用

查什么：指标值写成“无”“不涉及”“/”的行。
为什么：为凑齐表格填的无效行不能考核，审计把它列为常见问题。
怎么改：项目不涉及的指标整行删去；确需保留二级指标的，改填真正要考核的内容。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_words
from perf_xl.sense.value_words import Words, judge_words, none_is_wanted


@rule(code="TV103", name="row-not-applicable", about="indicator", severity="warning", basis="chifeng-audit-2023", on_change=True,
      where=(is_words,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if judge_words(indicator.value.text) is Words.ABSENT and not none_is_wanted(indicator.level3.text):
        yield found(indicator.value, "value", name=indicator.level3.text or indicator.level2.text)
