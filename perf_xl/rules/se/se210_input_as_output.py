"""SE210 投入当成产出

查什么：数量、质量、时效、效益指标里是不是填了投入的资金。
为什么：投入多少钱是预算，不是产出；产出和投入混在一起是审计指出的常见问题。
怎么改：改成用这笔钱办成的事，如培训人数、购置台数。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import plays, under
from perf_xl.sense.sense import read_sense

OUTPUT_LEVELS = ("数量指标", "质量指标", "时效指标", "经济效益指标", "社会效益指标")


@rule(code="SE210", name="input-as-output", about="indicator", severity="warning", basis="chifeng-audit-2023", confidence=0.8, on_change=True,
      where=(plays("input"), under(*OUTPUT_LEVELS)))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    sense = read_sense(indicator)
    if not sense.plays("fund_arrival"):
        yield found(indicator.level3, "level3", name=indicator.level3.text, level=sense.level2)
