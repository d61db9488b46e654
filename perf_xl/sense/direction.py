"""Does the sign ask for what is wanted?"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from perf_xl.model.target import Target, TargetKind
from perf_xl.sense.conclusion import Polarity, Thing
from perf_xl.sense.sense import Sense
from perf_xl.sense.words import listed

COST_LEVELS = ("成本指标", "经济成本指标")
_NUMBER, _GOOD, _BAD, _PROMPTNESS = TargetKind.NUMBER, Polarity.GOOD, Polarity.BAD, Thing.PROMPTNESS
_BUDGET_ROLES = ("execution", "spent_of_budget", "cost_control")


class Against(Enum):
    """How a sign can go against the meaning; one rule asks for each."""

    GOOD_CAPPED = "good_capped"
    BAD_REQUIRED = "bad_required"
    REDUCTION_CAPPED = "reduction_capped"
    SLOWNESS_REQUIRED = "slowness_required"
    COST_REQUIRED = "cost_required"


class Contradiction(Struct, frozen=True, gc=False):
    """`words` are those that told the meaning; `expected` the sign that agrees with it."""

    against: Against
    confidence: float
    words: str
    expected: str

    @property
    def certain(self) -> bool:
        return self.confidence >= 0.9


def contradiction(sense: Sense, target: Target) -> Contradiction | None:
    """None where sign and meaning agree, or where nothing can be said."""
    up, down = target.sign in ("≥", ">"), target.sign in ("≤", "<")
    if not (up or down) or target.rest or target.kind is not _NUMBER:
        return None
    if up and sense.polarity.polarity is _GOOD and sense.thing.thing is not _PROMPTNESS and sense.level2 not in COST_LEVELS:
        return None
    if always_met(sense, target):
        return None
    kind = target.measure.kind or sense.hint.kind
    if sense.what is _PROMPTNESS and kind in ("time", "share"):
        return _prompt(sense, kind, up)
    if sense.plays(*_BUDGET_ROLES) or not _measured_as_meant(sense, kind):
        return None
    if sense.level2 in COST_LEVELS and kind == "money" and up:
        return _cost_required(sense)
    polarity = sense.polarity
    if polarity.polarity is _GOOD and down:
        return _capped(sense)
    if polarity.polarity is _BAD and up and polarity.confidence >= 0.7 \
            and sense.what is not Thing.TASK:
        return _bad_required(sense)
    return None


def _prompt(sense: Sense, kind: str, up: bool) -> Contradiction | None:
    """及时性 in hours: the fewer the better; in percent: the more the better."""
    words = sense.thing.head
    if kind == "time" and up:
        return Contradiction(Against.SLOWNESS_REQUIRED, 0.95, words, "≤")
    if kind == "share" and not up:
        return Contradiction(Against.GOOD_CAPPED, 0.95, words, "≥")
    return None


def _measured_as_meant(sense: Sense, kind: str) -> bool:
    """Where the measure does not fit the thing, its direction says nothing."""
    if sense.what is Thing.TASK and kind not in ("share", ""):
        return False
    if not kind or not sense.measures:
        return True
    if sense.what is Thing.MONEY and kind == "share":
        return False
    return kind in sense.measures or (sense.what.is_count and kind in ("thing", "event", "people", "household"))


def _cost_required(sense: Sense) -> Contradiction | None:
    if sense.what is Thing.STANDARD or sense.polarity.polarity is Polarity.GOOD:
        return None
    sure = sense.polarity.confidence if sense.polarity.polarity is Polarity.BAD else 0.7
    return Contradiction(Against.COST_REQUIRED, sure, sense.polarity.words or sense.name, "≤")


def _capped(sense: Sense) -> Contradiction | None:
    polarity = sense.polarity
    if polarity.confidence < 0.7 or (sense.what.is_count and _may_have_ceiling(sense)):
        return None
    if polarity.change == "reduce":
        return Contradiction(Against.REDUCTION_CAPPED, polarity.confidence, polarity.words, "≥")
    # Under 成本 a ceiling on what looks good is mostly meant as cost control.
    sure = min(polarity.confidence, 0.7) if sense.level2 in COST_LEVELS else polarity.confidence
    return Contradiction(Against.GOOD_CAPPED, sure, polarity.words, "≥")


def _may_have_ceiling(sense: Sense) -> bool:
    """Meetings, posts, purchases: a count that is meant to stay small."""
    return sense.level2 in COST_LEVELS or any(word in sense.name for word in listed("ceiling", "words"))


def _bad_required(sense: Sense) -> Contradiction:
    if sense.what in (Thing.DURATION, Thing.DATE):
        against = Against.SLOWNESS_REQUIRED
    elif sense.what is Thing.MONEY:
        against = Against.COST_REQUIRED
    else:
        against = Against.BAD_REQUIRED
    sure = sense.polarity.confidence if against is not Against.COST_REQUIRED else min(sense.polarity.confidence, 0.8)
    return Contradiction(against, sure, sense.polarity.words, "≤")


def always_met(sense: Sense, target: Target) -> bool:
    """A target that doing nothing fulfils: at least 0, or at most 100 percent of something that cannot be more."""
    if target.number is None or target.kind is not _NUMBER:
        return False
    if target.sign == "≥" and target.number == 0:
        counted = sense.what.is_count or sense.what in (Thing.SHARE, Thing.SATISFACTION)
        return counted and sense.thing.confidence >= 0.9 and not sense.polarity.change
    if target.sign not in ("≤", "<") or target.number != 100 or sense.plays(*_BUDGET_ROLES):
        return False
    percent = (target.measure.usual or sense.hint.usual) == "%"
    if not percent or target.sign == "<" or sense.level2 in COST_LEVELS:
        return False
    if sense.what is Thing.TASK:
        return sense.polarity.polarity is Polarity.GOOD and sense.polarity.confidence >= 0.7
    return sense.is_whole_share or (
        sense.what is Thing.SHARE and sense.polarity.polarity is Polarity.GOOD and sense.polarity.confidence >= 0.8)
