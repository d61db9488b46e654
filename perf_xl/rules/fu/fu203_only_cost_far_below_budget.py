"""FU203 唯一的成本指标远低于预算数

查什么：只有一个成本指标，写的是金额，却比预算数低得多。
为什么：其余的钱没有成本目标约束，审核时会要求说明。
怎么改：补充其余部分的成本指标，或改成与预算数一致。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.law.wording import any_of
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.costs import as_money, budget_fen, cost_rows, has_stated_budget, percent_of, whole_costs
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, NotEnoughData, rule


@rule(code="FU203", name="only-cost-far-below-budget", about="project",
      severity="warning", basis="practice", confidence=0.6, needs=(has_stated_budget,))
def check(project: Project, context: Context) -> Iterator[Found]:
    if len(cost_rows(project, context)) != 1:
        raise NotApplicable
    budget = budget_fen(project)
    if budget is None:
        raise NotEnoughData
    unlike = setting("cost_unlike_percent", context.region, context.department.year)
    for row in whole_costs(project, context):
        name = row.indicator.level3.text
        share = percent_of(row.fen, budget)
        if share < 100 - unlike and not any_of("whole_cost").search(name) and not any_of("budget_itself").search(name):
            yield found(row.indicator.value, "value", indicator=row.indicator.index, name=name,
                        cost=row.indicator.value.text, budget=as_money(budget, project.money_unit),
                        percent=f"{share:.0f}")
