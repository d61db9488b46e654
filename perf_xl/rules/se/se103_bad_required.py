"""SE103 反向指标用了“≥”

查什么：越少越好的指标是不是用了“≥”。
为什么：“投诉率≥5%”等于投诉越多越算完成。
怎么改：改成“≤”；如果考核的是下降多少，把名称改成“……下降率”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, Severity, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import contradicts_itself, goes_against
from perf_xl.sense.direction import Against, contradiction
from perf_xl.sense.sense import read_sense
from perf_xl.sense.writing import with_sign


@rule(code="SE103", name="bad-required", about="indicator", severity="error", basis="direction-practice", on_change=True,
      where=(contradicts_itself, goes_against(Against.BAD_REQUIRED),))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    wrong = contradiction(read_sense(indicator), target)
    if wrong is not None:
        text = with_sign(target, wrong.expected)
        yield found(indicator.value, "value", severity=None if wrong.certain else Severity.WARNING,
                    name=indicator.level3.text, sign=target.sign, expected=wrong.expected,
                    fix=replace_text(indicator.value, text, "turn_sign", Safety.ASK))
