"""How a rule ended. Silence is never ambiguous."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from msgspec import Struct


class Outcome(Enum):
    """passed: looked everywhere, found nothing. The gravest of what happened over all subjects counts."""

    PASSED = "passed"
    FOUND = "found"
    NOT_APPLICABLE = "not_applicable"
    NOT_ENOUGH_DATA = "not_enough_data"
    CRASHED = "crashed"


class RuleOutcome(Struct, frozen=True, gc=False):
    """`detail` names a crash (exception type and text), for the log and the report."""

    code: str
    outcome: Outcome
    detail: str = ""


def count_outcomes(outcomes: Iterable[RuleOutcome]) -> dict[str, int]:
    """How many rules ended each way, every way present."""
    counted = Counter(outcome.outcome for outcome in outcomes)
    return {outcome.value: counted[outcome] for outcome in Outcome}
