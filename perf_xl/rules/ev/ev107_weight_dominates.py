"""EV107 一个指标占了大半分值

查什么：一个指标的分值是否超过全部指标分值的一半。
为什么：审计指出分值设置不合理：一个指标定了总分，其他的就没有作用。
怎么改：把分值分给同类的其他指标，或者补充指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV107", name="weight-dominates", about="indicator", severity="warning", basis="chifeng-audit-2023",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.mark import ZERO, points_text

    made = evaluated(project, context)
    row = made.rows[indicator.index]
    if len(made.rows) < 2:
        raise NotApplicable
    whole = sum((each.weight for each in made.rows), ZERO)
    if whole > 0 and row.weight * 100 > whole * setting("weight_most_percent") and not row.outcome.weight.is_blank:
        yield found(row.outcome.weight, "score", name=indicator.level3.text, weight=points_text(row.weight), total=points_text(whole))
