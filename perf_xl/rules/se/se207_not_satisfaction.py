"""SE207 满意度指标填了别的内容

查什么：满意度指标里是不是填了人数、金额、时间。
为什么：满意度要问服务对象，数量说明不了满意不满意。
怎么改：改成“……满意度”，用 % 表示。
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
from perf_xl.sense.level import is_misplaced_in_satisfaction


def is_no_satisfaction(row: Row) -> bool:
    return is_misplaced_in_satisfaction(row.sense, row.target)


@rule(code="SE207", name="not-satisfaction", about="indicator", severity="warning", basis="caiyu-2015-88", confidence=0.9, on_change=True,
      where=(under("服务对象满意度指标"), is_no_satisfaction))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
