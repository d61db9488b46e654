"""FU202 总成本与预算数不一致

查什么：名称说的是全部资金（总成本、资金投入……）的成本指标，金额是否等于预算数。
为什么：说的是同一笔钱，写了两个数，至少有一个不对。
怎么改：改成与预算数一致；只是其中一部分的，改名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.law.wording import any_of
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.costs import as_money, budget_fen, has_stated_budget, has_whole_cost, percent_of, whole_costs
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="FU202", name="whole-cost-differs", about="project", severity="warning", basis="form-arithmetic",
      needs=(has_stated_budget,), where=(has_whole_cost,))
def check(project: Project, context: Context) -> Iterator[Found]:
    budget = budget_fen(project)
    if budget is None:
        raise NotEnoughData
    tolerance = setting("cost_tolerance_percent", context.region, context.department.year)
    for row in whole_costs(project, context):
        name = row.indicator.level3.text
        says_budget = bool(any_of("budget_itself").search(name))
        if not says_budget and not any_of("whole_cost").search(name):
            continue
        if percent_of(budget - row.fen, budget) > tolerance:
            certain = says_budget and row.target.effective_sign == "="
            yield found(row.indicator.value, "value", indicator=row.indicator.index, name=name,
                        cost=row.indicator.value.text, budget=as_money(budget, project.money_unit),
                        severity=Severity.ERROR if certain else None)
