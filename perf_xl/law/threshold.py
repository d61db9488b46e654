"""支出进度的提醒线: how far behind is late."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from perf_xl.law.reader import load


@dataclass(frozen=True, slots=True)
class PaceThreshold:
    """Gaps in percentage points behind plan; shares of the elapsed year. `source` says what they rest on."""

    green_gap: Decimal
    yellow_gap: Decimal
    green_share: Decimal
    yellow_share: Decimal
    source: str
    trust: str


@cache
def pace_threshold(region: str = "") -> PaceThreshold:
    """The thresholds of a region, the general ones where it has none of its own."""
    table = load("thresholds")
    data = table.get(region, table["default"])
    numbers = {key: Decimal(data[key]) for key in ("green_gap", "yellow_gap", "green_share", "yellow_share")}
    return PaceThreshold(**numbers, source=data["source"], trust=data["trust"])
