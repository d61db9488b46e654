"""SE110 “控制率”方向不清

查什么：“事故控制率”“发生数量控制率”一类名称，是越高越好还是越低越好。
为什么：“控制”两个字让方向说不清：控制住的比例越高越好，发生的比例越低越好。
怎么改：改成“事故发生率≤……”或“事故发生数=0起”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, meaning, same_for
from perf_xl.rules.traits import counts
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.sense import read_sense


@same_for(meaning)
def speaks_of_control(row: Row) -> bool:
    return row.sense.polarity.change == "control"


@rule(code="SE110", name="control-ambiguous", about="indicator", severity="warning", basis="direction-practice", confidence=0.8, on_change=True,
      where=(speaks_of_control, counts(Thing.SHARE)))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if not read_sense(indicator).plays("cost_control", "spent_of_budget", "execution", "cost", "limit_control"):
        yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
