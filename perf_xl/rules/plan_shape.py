"""How a plan is written: in percent, as fractions of one, cumulative or per period."""

from __future__ import annotations

from decimal import Decimal

from perf_xl.model.plan import Plan, PlanStep
from perf_xl.rules.subjects import Table

_WHOLE = Decimal(100)


def filled(plan: Plan) -> tuple[PlanStep, ...]:
    """The steps that hold a number."""
    return tuple([step for step in plan.steps if step.percent is not None])


def figures(plan: Plan) -> tuple[Decimal, ...]:
    """The numbers that stand in the plan, in order of the nodes."""
    return tuple([step.percent for step in plan.steps if step.percent is not None])


def is_fraction(plan: Plan) -> bool:
    """0.25, 0.5, 0.75, 1 meant as 25, 50, 75, 100 percent: nothing above one, something between."""
    numbers = figures(plan)
    return bool(numbers) and max(numbers) == 1 and any(0 < number < 1 for number in numbers)


def is_per_period(plan: Plan) -> bool:
    """25, 25, 25, 25: shares of each period that add up to 100, where cumulative figures are asked for."""
    numbers = figures(plan)
    return len(numbers) > 1 and sum(numbers) == _WHOLE and max(numbers) < _WHOLE


def has_figures(table: Table) -> bool:
    """A number stands in the plan."""
    return any(step.percent is not None for step in table.project.plan.steps)
