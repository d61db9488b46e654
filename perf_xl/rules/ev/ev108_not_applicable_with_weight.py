"""EV108 不适用的指标还占着分值

查什么：实际完成值写“不适用”“不涉及”的指标是否还有分值。
为什么：不考核的指标不能得分；评分规则不折算的，分值会凭空少掉。
怎么改：把它的分值改给其他指标；当地规定剔除后折算的，评分规则选“四川”或者“自定”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV108", name="not-applicable-with-weight", about="indicator", severity="error", basis="chifeng-audit-2023",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.mark import points_text

    made = evaluated(project, context)
    row = made.rows[indicator.index]
    if row.mark.does_not_apply and row.weight > 0 and not made.law.rescale:
        yield found(row.outcome.actual, "actual", name=indicator.level3.text, weight=points_text(row.weight))
