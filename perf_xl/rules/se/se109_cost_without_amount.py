"""SE109 成本指标没有金额

查什么：成本指标是不是只有控制率，没有金额。
为什么：“成本控制率≤100%”与预算执行一个意思，看不出单价和总价是否合理。
怎么改：补写总成本或单位成本的金额。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_cost
from perf_xl.sense.sense import read_sense


@same_for(target_text)
def is_percentage(row: Row) -> bool:
    return row.target.is_share


@rule(code="SE109", name="cost-without-amount", about="indicator", severity="info", basis="caiyu-2021-101", confidence=0.8, on_change=True,
      where=(is_cost, is_percentage))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    sense = read_sense(indicator)
    if indicator.target.sign not in ("≤", "<", "=", "") or sense.plays("execution") \
            or not sense.plays("cost_control", "spent_of_budget"):
        return
    if not any(row.target.measure.kind == "money" for row in project.indicators if "成本" in row.level2.text):
        yield found(indicator.value, "value", name=indicator.level3.text)
