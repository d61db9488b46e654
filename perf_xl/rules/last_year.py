"""How a target stands to what last year's table asked for and what was reached."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import Target, TargetKind, read_target
from perf_xl.sense.conclusion import Polarity
from perf_xl.sense.sense import Sense, read_sense

_LAST_TARGET, _LAST_ACTUAL = attrgetter("last_target.text"), attrgetter("last_actual.text")
_UP, _DOWN = ("≥", ">"), ("≤", "<")


def has_last_year(project: Project) -> bool:
    """Whether the table was rolled from last year's."""
    return any(map(_LAST_TARGET, project.indicators)) or any(map(_LAST_ACTUAL, project.indicators))


def reached(indicator: Indicator) -> Decimal | None:
    """Last year's actual value in the measure of this year's target; None where the two cannot be compared."""
    if not indicator.last_actual.text:
        return None
    actual, target = read_target(indicator.last_actual.text), indicator.target
    if actual.kind is not TargetKind.NUMBER or target.kind is not TargetKind.NUMBER or actual.rest or target.rest:
        return None
    if actual.measure.written and actual.measure.usual != target.measure.usual:
        return None
    return actual.number


def easier(indicator: Indicator, actual: Decimal) -> bool:
    """Whether the target asks for less than what was reached. Money is not judged: it follows the budget."""
    target = indicator.target
    if target.number is None or target.measure.kind == "money":
        return False
    way = _way(target, read_sense(indicator))
    return target.number < actual if way == "up" else target.number > actual if way == "down" else False


def same_target(one: Target, other: Target) -> bool:
    """Whether two values ask for the same thing, however they are written."""
    if one.kind is not other.kind:
        return False
    if one.kind is TargetKind.WORDS:
        return one.rest == other.rest
    return (one.effective_sign, one.number, one.upper, one.measure.usual) == \
        (other.effective_sign, other.number, other.upper, other.measure.usual)


def could_move(indicator: Indicator) -> bool:
    """Whether next year's target could sensibly be another: not a date, not money, not words, not yet at the limit."""
    target = indicator.target
    if target.kind is not TargetKind.NUMBER or target.measure.kind in ("money", "time", "date"):
        return False
    at_limit = target.number == 100 if target.is_share else False
    return not (at_limit or target.number == 0)


def money_was_cut(project: Project) -> bool:
    """Whether this year's budget is known to be smaller: then fewer things for less money are no surprise."""
    now, before = project.budget.value, project.last_budget.value
    return now is not None and before is not None and now < before


def _way(target: Target, sense: Sense) -> str:
    """'up': more is better; 'down': less is better; '' where it cannot be told."""
    if target.sign in _UP:
        return "up"
    if target.sign in _DOWN:
        return "down"
    if sense.polarity.confidence < 0.6:
        return ""
    return {Polarity.GOOD: "up", Polarity.BAD: "down"}.get(sense.polarity.polarity, "")
