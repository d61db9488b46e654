"""TV121 完成日期用了“≥”

查什么：完成时间用了“≥”或“>”。
为什么：“≥12月31日”是说越晚越好，与按期完成的本意相反。
怎么改：改成“12月31日前”或“≤12月31日”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, Severity, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_date
from perf_xl.sense.deadline import is_deadline


@rule(code="TV121", name="date-at-least", about="indicator", severity="error", basis="direction-practice", on_change=True,
      where=(is_date,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.sign_written not in ("≥", ">", ">=", "》"):
        return
    sure = is_deadline(indicator.level3.text)
    yield found(indicator.value, "value", name=indicator.level3.text, severity=None if sure else Severity.WARNING,
                fix=replace_text(indicator.value, f"≤{target.measure.written}", "deadline", Safety.ASK))
