"""TV107 指标值里夹有说明文字

查什么：数值和单位后面还有没有别的文字。
为什么：说明文字混进指标值，系统读不出数，也说不清考核什么。
怎么改：指标值只留符号、数值和计量单位，说明移到“绩效指标描述”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_rest, is_number
from perf_xl.sense.sense import Sense, read_sense
from perf_xl.sense.value_words import has_second_number, is_ratio, is_remark, may_be_meant


@rule(code="TV107", name="text-after-number", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_number, has_rest))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if has_second_number(target) or is_ratio(target.rest):
        return
    name, rest = indicator.level3.text, target.rest
    if is_remark(target.rest):
        yield found(indicator.value, "value", severity=Severity.INFO, variant="remark", name=name, rest=rest)
    elif may_be_meant(target) or (target.measure.is_known and _belongs(read_sense(indicator), target.measure.kind)):
        yield found(indicator.value, "value", severity=Severity.WARNING, name=name, rest=rest)
    else:
        yield found(indicator.value, "value", name=name, rest=rest)


def _belongs(sense: Sense, kind: str) -> bool:
    """The unit that was read may be meant: only the words behind it are too many."""
    return not sense.measures or kind in sense.measures
