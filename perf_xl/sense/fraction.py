"""A percentage whose cell lost its format: 0.95 for 95%."""

from __future__ import annotations

from perf_xl.model.target import Target
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.sense import Sense


def share_as_fraction(sense: Sense, target: Target) -> bool:
    """A share without measure whose number lies between 0 and 1: =1 is 100 percent, 1.5 is not meant."""
    if target.number is None or target.measure.written or target.rest or target.upper is not None:
        return False
    return sense.what in (Thing.SHARE, Thing.SATISFACTION) and not sense.hint.is_known and 0 < target.number <= 1
