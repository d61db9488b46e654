"""目标完成 in the middle of the year: how far the interim values of a project's indicators are, in percent.

Indicators with a number to reach (≥ > =) count as reached over wanted, at most 100; those with a limit (≤ <) count 100
while they keep it and 0 beyond. What cannot be read as a number in the same measure does not count. The project's
completion is the mean of its indicators. No regulation fixes this reckoning (惯例); 双监控 only asks that goal and money
be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perf_xl.model.department import Department
from perf_xl.model.monitoring import Interims
from perf_xl.model.target import Target, TargetKind, read_target

_FULL = Decimal(100)


def completion_of(target: Target, reached: str) -> Decimal | None:
    """Percent of one indicator; None where it cannot be reckoned."""
    got = read_target(reached)
    if target.kind is not TargetKind.NUMBER or target.number is None or got.number is None:
        return None
    if got.measure.usual and target.measure.usual and got.measure.usual != target.measure.usual:
        return None
    if target.effective_sign in ("≤", "<"):
        return _FULL if got.number <= target.number else Decimal(0)
    if target.number <= 0:
        return _FULL if got.number >= target.number else Decimal(0)
    return min(max(got.number / target.number * _FULL, Decimal(0)), _FULL)


def completions(department: Department, interims: Interims) -> Mapping[str, Decimal]:
    """Percent by project code, where at least one indicator can be reckoned."""
    found: dict[str, Decimal] = {}
    for position, project in enumerate(department.projects):
        shares = [share for indicator in project.indicators
                  if (interim := interims.get((position, indicator.index))) is not None and interim.reached.text
                  and (share := completion_of(indicator.target, interim.reached.text)) is not None]
        if shares:
            found.setdefault(project.code.text, sum(shares, Decimal(0)) / len(shares))
    return found
