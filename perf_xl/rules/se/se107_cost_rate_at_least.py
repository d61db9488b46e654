"""SE107 成本控制率用了“≥”

查什么：成本控制率、支出占预算的比例是不是用了“≥”。
为什么：描述写的是“支出占预算的比例”，用“≥”就是花得越多越好；“控制率”本身也说不清高好还是低好。
怎么改：按支出占预算考核的用“≤100%”；更好的办法是写控制金额，如“≤50万元”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, Severity, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.sense.direction import COST_LEVELS
from perf_xl.sense.sense import read_sense
from perf_xl.sense.writing import with_sign


@rule(code="SE107", name="cost-rate-at-least", about="indicator", severity="error", basis="direction-practice", on_change=True)
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    sense = read_sense(indicator)
    share = target.is_share or sense.hint.kind == "share"
    if sense.level2 not in COST_LEVELS or target.sign not in ("≥", ">") or not share or target.rest:
        return
    if sense.plays("execution") or not sense.plays("spent_of_budget", "cost_control"):
        return
    certain = sense.plays("spent_of_budget") and target.number != 100
    yield found(indicator.value, "value", severity=None if certain else Severity.WARNING,
                name=indicator.level3.text, sign=target.sign, variant="certain" if certain else "",
                fix=replace_text(indicator.value, with_sign(target, "≤"), "turn_sign", Safety.ASK))
