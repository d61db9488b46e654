"""地方标准: what a region asks for beside the plan - a least share by the end of a month, a word for lateness."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from perf_xl.law.threshold import Thresholds
from perf_xl.progress.light import Light
from perf_xl.progress.pace import Pace, shown


class Regional(Struct, frozen=True):
    """`required` percent by the end of `month`, and whether it is `met`; or the `stage` of one that is late."""

    month: int = 0
    required: Decimal | None = None
    met: bool | None = None
    stage: str = ""


def regional(pace: Pace, law: Thresholds, plan: Light | None) -> Regional | None:
    """None where the region asks for nothing by now, or the project has no budget to measure by."""
    if pace.spent_percent is None or not pace.months:
        return None
    least = law.least(pace.months)
    if least is not None:
        month, required = least
        return Regional(month, required, shown(pace.spent_percent) >= required)
    stage = law.stage(pace.months) if plan in (Light.YELLOW, Light.RED) and not pace.is_overspent else ""
    return Regional(stage=stage) if stage else None
