"""预算执行率: 全年执行数 against 全年预算数 (the adjusted budget), as points with steps."""

from __future__ import annotations

from decimal import Decimal

from perf_xl.law.marking import Marking
from perf_xl.scoring.mark import HUNDRED, ZERO, Mark, basis_text, points_text, rounded, shown, unscored


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """Percent; None without a budget above zero or without a ledger."""
    return None if not budget or budget < 0 or executed is None else executed * HUNDRED / budget


def score_execution(budget: Decimal | None, executed: Decimal | None, law: Marking, *, finished: bool = False,
                    weight: Decimal | None = None) -> Mark:
    """Amounts in 万元. `finished`: all is done and money was saved, which the profiles with steps mark in full.

    `weight` other than the profile's keeps its proportions.
    """
    full = law.execution if weight is None else weight
    if full <= 0:
        return unscored("no_weight", full)
    if budget is None or budget <= 0:
        return unscored("no_budget", full)
    if executed is None:
        return unscored("no_ledger", full)
    rate = executed * HUNDRED / budget
    facts = {"budget": shown(budget), "executed": shown(executed), "rate": shown(rounded(rate)), "weight": shown(full)}
    if law.steps:
        low, step = law.steps[0] if finished else next((each for each in law.steps if rate >= each[0]), law.steps[-1])
        points, way = rounded(step * full / law.execution), "execution_finished" if finished and rate < HUNDRED else "execution_step"
        facts |= {"low": shown(low)}
    else:
        points, way = rounded(min(max(executed * full / budget, ZERO), full)), "execution"
    facts |= {"points": points_text(points), "basis": basis_text(law, "execution")}
    return Mark(points, full, way, tuple(facts.items()), rate >= HUNDRED or finished, rate,
                is_over=rate > HUNDRED, is_marked=rate < law.explain_execution and not finished, basis=law.basis)
