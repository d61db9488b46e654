"""SE201 质量指标填了数量

查什么：质量指标里是不是填了人数、件数等数量。
为什么：质量指标考核做得好不好；数量应当放在数量指标。
怎么改：移到数量指标；质量指标改填合格率、准确率等。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import under
from perf_xl.sense.level import is_plain_count
from perf_xl.sense.sense import read_sense


@rule(code="SE201", name="count-under-quality", about="indicator", severity="warning", basis="caiyu-2021-101", confidence=0.8, on_change=True,
      where=(under("质量指标"),))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if is_plain_count(read_sense(indicator), indicator.target):
        yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
