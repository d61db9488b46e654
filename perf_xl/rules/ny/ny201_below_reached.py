"""NY201 目标低于上年已经达到的水平

查什么：有上年实际值的指标，今年的目标是不是比上年已经做到的还低（或者还松）。
为什么：上年已经做到的再定成更低的目标，等于不做也能完成。
怎么改：按上年实际值重新测算；任务或者经费确有减少的，写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.last_year import easier, money_was_cut, reached
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import was_rolled


def has_comparable_actual(row: Row) -> bool:
    return reached(row.indicator) is not None


@rule(code="NY201", name="below-reached", about="indicator", severity="warning", basis="chifeng-audit-2023", confidence=0.8,
      on_change=True, of=(was_rolled,), needs=(has_comparable_actual,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    actual = reached(indicator)
    counted = not indicator.target.is_share and indicator.target.measure.kind != "score"
    if actual is not None and easier(indicator, actual) and not (counted and money_was_cut(project)):
        yield found(indicator.value, "value", name=indicator.level3.text, reached=indicator.last_actual.text or plain_text(actual))
