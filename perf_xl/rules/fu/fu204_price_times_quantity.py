"""FU204 单价乘以数量超过预算数

查什么：表里同时有数量和单价，两者相乘是否超过预算数。
为什么：数量、单价、预算三个数互相印证，乘起来超过预算说明有一个不对。
怎么改：核对数量、单价和预算数。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import usual_level2
from perf_xl.law.setting import setting
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import TargetKind
from perf_xl.rules.context import Context
from perf_xl.rules.costs import as_money, budget_fen, cost_rows, has_stated_budget, percent_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, NotEnoughData, rule

_FEN = {"元": 100, "万元": 1_000_000}


@rule(code="FU204", name="price-times-quantity", about="project",
      severity="warning", basis="form-arithmetic", confidence=0.6, needs=(has_stated_budget,))
def check(project: Project, context: Context) -> Iterator[Found]:
    prices = [row for row in cost_rows(project, context) if _piece(row)]
    if len(prices) != 1:
        raise NotApplicable
    quantities = [row for row in project.indicators
                  if usual_level2(row.level2.text) == "数量指标" and row.target.number is not None]
    if len(quantities) != 1:
        raise NotApplicable
    price, quantity = prices[0], quantities[0]
    piece = _piece(price)
    if piece != quantity.target.measure.usual or price.target.number is None or quantity.target.number is None:
        raise NotApplicable
    budget = budget_fen(project)
    if budget is None:
        raise NotEnoughData
    product = int(price.target.number * quantity.target.number * _FEN[price.target.measure.usual.split("/")[0]])
    if percent_of(product - budget, budget) > setting("cost_tolerance_percent", context.region):
        yield found(price.value, "value", indicator=price.index, quantity=quantity.value.text, price=price.value.text,
                    product=as_money(product, project.money_unit), budget=as_money(budget, project.money_unit))


def _piece(row: Indicator) -> str:
    """人 of a price in 元/人; '' where the target is no such price."""
    money, slash, piece = row.target.measure.usual.partition("/")
    return piece if slash and money in _FEN and row.target.kind is TargetKind.NUMBER and "/" not in piece else ""
