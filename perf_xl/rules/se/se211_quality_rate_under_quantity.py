"""SE211 数量指标填了质量比率

查什么：数量指标里是不是填了合格率、结案率等质量方面的比率。
为什么：数量指标要看办了多少，比率看不出工作量。
怎么改：数量指标写绝对数，比率移到质量指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import counts, under
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.level import is_rate_of_quality
from perf_xl.sense.sense import read_sense


@rule(code="SE211", name="quality-rate-under-quantity", about="indicator", severity="info", basis="caiyu-2021-101", confidence=0.7, on_change=True,
      where=(under("数量指标"), counts(Thing.SHARE)))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if is_rate_of_quality(read_sense(indicator)):
        yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
