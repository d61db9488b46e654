"""支出进度 of one amount: plan, spending and time at a date, exact; rounding is left to those who show it.

Amounts in 万元, percent as 25 for a quarter, gaps in points.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TypeVar

from msgspec import Struct

from perf_xl.model.period import NODES, months_over, next_node, node_end, node_reached
from perf_xl.model.plan import Plan

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
Number = TypeVar("Number", Decimal, float)    # exact in records; binary in worksheet functions, exact again where it matters


def percent_of(part: Number, whole: Number) -> Number:
    """`part` as percent of `whole`, which is not 0."""
    return part * 100 / whole


def amount_at(whole: Number, percent: Number) -> Number:
    """So many percent of an amount."""
    return whole * percent / 100


def points_ahead(spent: Number, planned: Number, budget: Number) -> Number:
    """Points of the budget by which spending is ahead of plan; negative when behind. `budget` is not 0."""
    return (spent - planned) * 100 / budget


class Pace(Struct, frozen=True):
    """Where spending stands. Every field is exact.

    `budget` is 全年预算数 (adjusted); None where it cannot be read. `planned_percent` is the plan at the last node
    reached, 0 before the first, None where the project has no plan at all. `months` are the whole months that are over.
    """

    initial: Decimal | None
    budget: Decimal | None
    planned_percent: Decimal | None
    planned: Decimal | None
    spent: Decimal
    months: int
    next_planned: Decimal | None = None    # the plan at the next node, in 万元; None after the last

    @property
    def spent_percent(self) -> Decimal | None:
        """支出进度; None where there is no budget to measure by."""
        return percent_of(self.spent, self.budget) if self.budget else None

    @property
    def gap(self) -> Decimal | None:
        """Points ahead of plan; negative when behind."""
        return points_ahead(self.spent, self.planned, self.budget) if self.budget and self.planned is not None else None

    @property
    def behind(self) -> Decimal | None:
        """万元 that are missing to the plan at the node reached; 0 when none are."""
        return None if self.planned is None else max(self.planned - self.spent, Decimal(0))

    @property
    def elapsed(self) -> Decimal:
        """序时进度: whole months that are over, as percent of twelve."""
        return self.months * HUNDRED / 12

    @property
    def time_ratio(self) -> Decimal | None:
        """Spent share as percent of the elapsed share of the year; None before the first month is over."""
        return self.spent * 12 * HUNDRED / (self.budget * self.months) if self.budget and self.months else None

    @property
    def is_overspent(self) -> bool:
        """More was paid than the budget holds; without a budget, anything at all."""
        return self.spent > (self.budget or 0)

    @property
    def needed(self) -> Decimal | None:
        """万元 to be paid until the next node to be on plan there; None after the last node or without plan."""
        return None if self.next_planned is None else max(self.next_planned - self.spent, Decimal(0))

    @property
    def forecast(self) -> Decimal | None:
        """Spending at year end if it goes on at the same pace, in 万元; None before the first month is over."""
        return self.spent * 12 / self.months if self.months else None


def pace(initial: Decimal | None, adjusted_by: Decimal, plan: Plan, spent: Decimal, year: int, as_of: date) -> Pace:
    """The pace of one project. `initial` is 年初预算数, `adjusted_by` the sum of its changes until `as_of`, in 万元."""
    budget = None if initial is None and not adjusted_by else (initial or Decimal(0)) + adjusted_by
    percent = planned_percent(plan, year, as_of)
    further = next_node(year, as_of)
    return Pace(initial, budget, percent, _of(budget, percent), spent, months_over(year, as_of),
                None if further is None or not has_plan(plan) else _of(budget, plan.carried()[further]))


def has_plan(plan: Plan) -> bool:
    """Whether any of the four nodes has a figure."""
    return any(step.percent is not None for step in plan.steps)


def planned_percent(plan: Plan, year: int, as_of: date) -> Decimal | None:
    """The plan at the last node reached: 0 before the first; None for a project without any plan."""
    if not has_plan(plan):
        return None
    node = node_reached(year, as_of)
    return Decimal(0) if node is None else plan.carried()[node]


def shown_percent(plan: Plan, year: int, as_of: date) -> Decimal | None:
    """A line between the nodes, for drawing only: no light may rest on it."""
    if not has_plan(plan):
        return None
    carried = plan.carried()
    stops = [(date(year - 1, 12, 31), Decimal(0)), *((node_end(year, node), carried[node]) for node in NODES)]
    if as_of <= stops[0][0]:
        return Decimal(0)
    for (begin, low), (end, high) in pairwise(stops):
        if as_of <= end:
            return low + (high - low) * (as_of - begin).days / (end - begin).days
    return stops[-1][1]


def total_of(paces: list[Pace], as_of: date, year: int) -> Pace:
    """Several together. The planned percent is that of the planned amount; what cannot be read counts as nothing."""
    budget, planned = (sum((getattr(each, name) or Decimal(0) for each in paces), Decimal(0)) for name in ("budget", "planned"))
    initial = sum((each.initial or Decimal(0) for each in paces), Decimal(0))
    ahead = [each.next_planned for each in paces if each.next_planned is not None]
    planned_known = any(each.planned is not None for each in paces)
    return Pace(initial, budget, planned * HUNDRED / budget if budget and planned_known else None,
                planned if planned_known else None, sum((each.spent for each in paces), Decimal(0)),
                months_over(year, as_of), sum(ahead, Decimal(0)) if ahead else None)


def shown(value: Decimal) -> Decimal:
    """Two decimals, half up: how percent and points are shown."""
    return value.quantize(_CENT, ROUND_HALF_UP) + 0


def _of(budget: Decimal | None, percent: Decimal | None) -> Decimal | None:
    return None if budget is None or percent is None else amount_at(budget, percent)
