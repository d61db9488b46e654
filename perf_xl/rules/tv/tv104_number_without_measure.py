"""TV104 指标值没有计量单位

查什么：指标值有数值却没有计量单位。
为什么：“≥90”可以是 90%、90 人、90 分，年底无法判断是否完成。
怎么改：在数值后面写上计量单位；单位写在名称括号里的，也要写进指标值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, Severity, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_no_measure, is_number, is_plain
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.fraction import share_as_fraction
from perf_xl.sense.sense import read_sense
from perf_xl.sense.value_words import is_pure_number
from perf_xl.sense.writing import percent_word, stands_elsewhere, usual_percent_word, with_measure


@rule(code="TV104", name="number-without-measure", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_number, is_plain, has_no_measure))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    name, target, sense = indicator.level3.text, indicator.target, read_sense(indicator)
    if is_pure_number(name) or sense.what is Thing.SCORE or share_as_fraction(sense, target):
        return
    if sense.hint.is_known:
        fixed = with_measure(target, sense.hint.written)
        yield found(indicator.value, "value", severity=Severity.WARNING, variant="hint", measure=sense.hint.usual,
                    fix=replace_text(indicator.value, fixed, "write_measure", Safety.ASK), name=name)
    elif target.number == 0:
        yield found(indicator.value, "value", severity=Severity.INFO, variant="zero", name=name)
    elif context.once(stands_elsewhere):
        yield found(indicator.value, "value", severity=Severity.WARNING, variant="elsewhere", name=name)
    elif sense.what.is_share:
        fixed = with_measure(target, percent_word(project, context.once(usual_percent_word)))
        yield found(indicator.value, "value",
                    fix=replace_text(indicator.value, fixed, "write_measure", Safety.ASK), name=name)
    else:
        yield found(indicator.value, "value", name=name)
