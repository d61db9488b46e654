"""SE107 成本控制率用了“≥”

查什么：成本控制率、支出占预算的比例是不是用了“≥”。
为什么：成本控制率就是实际成本占预算（计划）的比例，用“≥”等于花得越多越好；只写“≥100%”的，也可能是想说“全部控制住”，说不清。
怎么改：按支出占预算考核的用“≤100%”；更好的办法是写控制金额，如“≤50万元”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, Severity, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_at_least, is_cost, is_plain
from perf_xl.sense.sense import read_sense
from perf_xl.sense.writing import with_sign


@rule(code="SE107", name="cost-rate-at-least", about="indicator", severity="error", basis="direction-practice", on_change=True,
      where=(is_cost, is_at_least, is_plain))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target, sense = indicator.target, read_sense(indicator)
    if not target.is_share and sense.hint.kind != "share":
        return
    if sense.plays("execution") or not sense.plays("spent_of_budget", "cost_control"):
        return
    # ≥100 % may also be meant as: every cost kept under control
    certain = target.number != 100 and (sense.plays("spent_of_budget") or sense.plays("cost_control_rate"))
    yield found(indicator.value, "value", severity=None if certain else Severity.WARNING,
                name=indicator.level3.text, sign=target.sign, variant="certain" if certain else "",
                fix=replace_text(indicator.value, with_sign(target, "≤"), "turn_sign", Safety.ASK))
