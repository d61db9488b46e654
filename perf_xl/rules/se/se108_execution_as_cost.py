"""SE108 预算执行率当成本指标

查什么：成本指标里是不是填了预算执行率。
为什么：预算执行率在自评表里另有 10 分，放进成本指标就重复计分，也不反映成本。
怎么改：改成项目的总成本或单位成本，如“≤50万元”“≤300元/人”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_cost, plays


@rule(code="SE108", name="execution-as-cost", about="indicator", severity="warning", basis="caiyu-2020-10", confidence=0.9, on_change=True,
      where=(is_cost, plays("execution")))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.level3, "level3", name=indicator.level3.text)
