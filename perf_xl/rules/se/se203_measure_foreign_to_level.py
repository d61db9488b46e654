"""SE203 单位与二级指标不符

查什么：时效指标用了金额、人数，成本指标用了天数等。
为什么：单位与二级指标对不上，说明放错了行。
怎么改：移到相应的二级指标，或者改填时间、金额。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import has_measure
from perf_xl.sense.level import is_foreign_measure, is_head_count_as_cost
from perf_xl.sense.sense import read_sense


def has_foreign_measure(row: Row) -> bool:
    return is_foreign_measure(row.sense, row.target)


@rule(code="SE203", name="measure-foreign-to-level", about="indicator", severity="warning", basis="caiyu-2021-101", confidence=0.8, on_change=True,
      where=(has_measure, has_foreign_measure))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    sense = read_sense(indicator)
    if not is_head_count_as_cost(sense, indicator.target):
        yield found(indicator.value, "value", name=indicator.level3.text, level=sense.level2,
                    measure=indicator.target.measure.written)
