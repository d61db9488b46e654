"""SE101 计量单位与考核内容不符

查什么：计量单位和考核的内容配不配，如“天数”用了百分比，“率”用了人。
为什么：单位和内容对不上，说明名称或指标值至少有一处填错，自评时无法取数。
怎么改：按考核内容换单位；如果单位是对的，就改名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, thing_and_kind
from perf_xl.rules.traits import has_measure, is_plain
from perf_xl.sense.fitting import fits, misfit
from perf_xl.sense.sense import read_sense


@same_for(thing_and_kind)
def may_not_fit(row: Row) -> bool:
    return not fits(row.sense.what, row.target.measure.kind)


@rule(code="SE101", name="measure-misfit", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(has_measure, is_plain, may_not_fit))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    found_misfit = misfit(read_sense(indicator), target)
    if found_misfit is not None:
        yield found(indicator.value, "value", severity=None if found_misfit.certain else Severity.WARNING,
                    variant=found_misfit.thing.key, name=indicator.level3.text, measure=target.measure.written)
