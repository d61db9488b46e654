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
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import under
from perf_xl.sense.level import is_plain_count


def only_counts(row: Row) -> bool:
    return is_plain_count(row.sense, row.target)


@rule(code="SE201", name="count-under-quality", about="indicator", severity="warning", basis="caiyu-2021-101", confidence=0.8, on_change=True,
      where=(under("质量指标"), only_counts))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
