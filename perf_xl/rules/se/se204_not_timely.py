"""SE204 时效指标不反映时效

查什么：时效指标是不是时间、日期或者及时率。
为什么：时效指标考核什么时候做完、快不快；别的内容放在这里等于没有时效目标。
怎么改：改成完成时间、办理时限或者及时率。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import under
from perf_xl.sense.level import is_not_timely


def says_nothing_of_time(row: Row) -> bool:
    return is_not_timely(row.sense, row.indicator, row.target)


@rule(code="SE204", name="not-timely", about="indicator", severity="warning", basis="caiyu-2021-101", confidence=0.8, on_change=True,
      where=(under("时效指标"), says_nothing_of_time))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
