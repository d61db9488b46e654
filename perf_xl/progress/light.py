"""The three lights, never mixed: against plan, against time, goal against money. Overspending is no colour.

A light rests on the figure as it is shown (two decimals, half up), so that people and the formulas of the workbook come
to the same colour.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from perf_xl.law.threshold import Thresholds
from perf_xl.progress.pace import Number, Pace, shown

OVERSPENT = "over"


class Light(Enum):
    """A colour always comes with a symbol and a word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def symbol(self) -> str:
        return {"green": "●", "yellow": "▲", "red": "✖"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("red", "yellow", "green").index(self.value)


def against_plan(pace: Pace, law: Thresholds, node: int | None) -> Light | None:
    """By the points behind plan at the last node; None before the first node, and without plan or budget."""
    if node is None or pace.gap is None:
        return None
    return light_at(shown(pace.gap), law.plan_green, law.plan_yellow)


def light_at(points: Number, green: Number, yellow: Number) -> Light:
    """The light of so many points ahead of plan, as shown; `green` and `yellow` are the points behind that still pass."""
    if points >= -green:
        return Light.GREEN
    return Light.YELLOW if points >= -yellow else Light.RED


def sign_of(against_plan: Light | None, is_overspent: bool) -> str:
    """What one cell says: OVERSPENT whatever the plan, else the light against plan, '' where there is none."""
    if is_overspent:
        return OVERSPENT
    return "" if against_plan is None else against_plan.value


def against_time(pace: Pace, law: Thresholds) -> Light | None:
    """By the ratio to 序时进度; None before the first month is over, and without budget."""
    if pace.time_ratio is None:
        return None
    ratio = shown(pace.time_ratio)
    if ratio >= law.time_green:
        return Light.GREEN
    return Light.YELLOW if ratio >= law.time_yellow else Light.RED


def goal_gap(pace: Pace, completion: Decimal | None) -> Decimal | None:
    """双监控: points by which the completion of the goal (percent) is ahead of the money; None if either is unknown."""
    if completion is None or pace.spent_percent is None:
        return None
    return completion - pace.spent_percent


def goal_against_money(pace: Pace, completion: Decimal | None, law: Thresholds) -> Light | None:
    """Green while goal and money go together, yellow when they are further apart than the law lets pass."""
    gap = goal_gap(pace, completion)
    if gap is None:
        return None
    return Light.GREEN if abs(shown(gap)) <= law.goal_gap else Light.YELLOW
