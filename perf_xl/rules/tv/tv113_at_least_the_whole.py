"""TV113 比例写成“≥100%”

查什么：占总数的比例写成“≥100%”。
为什么：比例最高就是 100%，“≥”没有意义；本意多半是“=100%”，或者目标定得过满。
怎么改：要求全部做到的写“=100%”；留有余地的写合理的下限，如“≥95%”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_at_least, is_nothing_or_whole, is_number, is_plain
from perf_xl.sense.direction import COST_LEVELS
from perf_xl.sense.sense import read_sense
from perf_xl.sense.writing import with_sign


@rule(code="TV113", name="at-least-the-whole", about="indicator", severity="warning", basis="value-grammar", confidence=0.9, on_change=True,
      where=(is_number, is_nothing_or_whole, is_plain, is_at_least))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.number != 100 or target.sign != "≥" or target.upper is not None:
        return
    sense = read_sense(indicator)
    measure = target.measure.usual if target.measure.written else sense.hint.usual
    if measure == "%" and (sense.is_whole_share or sense.is_nearly_whole) and sense.level2 not in COST_LEVELS:
        yield found(indicator.value, "value", name=indicator.level3.text,
                    fix=replace_text(indicator.value, with_sign(target, "="), "equals_whole", Safety.ASK))
