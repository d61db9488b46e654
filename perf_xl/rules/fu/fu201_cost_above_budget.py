"""FU201 成本指标超过预算数

查什么：按金额填写的成本指标是否超过项目预算数；单价、标准、跨年度的总投资、节约额不算。
为什么：成本超过预算，钱不够用；审核时会直接退回。
怎么改：核对批复，改正成本指标或预算数；另有资金来源的，写入其他资金。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.costs import as_money, budget_fen, has_stated_budget, has_whole_cost, percent_of, whole_costs
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="FU201", name="cost-above-budget", about="project", severity="error", basis="form-arithmetic",
      needs=(has_stated_budget,), where=(has_whole_cost,))
def check(project: Project, context: Context) -> Iterator[Found]:
    budget = budget_fen(project)
    if budget is None:
        raise NotEnoughData
    tolerance = setting("cost_tolerance_percent", context.region, context.department.year)
    for row in whole_costs(project, context):
        if percent_of(row.fen - budget, budget) > tolerance:
            yield found(row.indicator.value, "value", indicator=row.indicator.index, name=row.indicator.level3.text,
                        cost=row.indicator.value.text, budget=as_money(budget, project.money_unit))
