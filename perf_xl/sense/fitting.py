"""Does the measure fit the thing?"""

from __future__ import annotations

from msgspec import Struct

from perf_xl.law.reader import load
from perf_xl.model.target import Target, TargetKind
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.sense import Sense

_SHARE = Thing.SHARE
_MEASURED = (TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE)
# Cost of another kind than money has its own places in the frame of 2021.
_OTHER_COSTS = ("社会成本指标", "生态环境成本指标")


class Misfit(Struct, frozen=True, gc=False):
    """`thing` is measured in `kind`, but belongs to one of `fits`. `certain`: no reviewer would discuss it."""

    thing: Thing
    kind: str
    fits: tuple[str, ...]
    confidence: float
    words: str

    @property
    def certain(self) -> bool:
        return self.confidence >= 0.9


def fits(thing: Thing, kind: str) -> bool:
    """Whether the kind of measure belongs to the thing, or the thing is unknown."""
    table = load("words_fit").get(thing.key)
    return table is None or kind in table["fits"]


def misfit(sense: Sense, target: Target) -> Misfit | None:
    """None where the measure fits, is unknown, or the thing is."""
    kind = target.measure.kind
    if fits(sense.what, kind) or not kind or target.kind not in _MEASURED or sense.level2 in _OTHER_COSTS or target.rest:
        return None
    if sense.plays("execution", "spent_of_budget", "input") and kind == "share":
        return None
    if kind == "share" and sense.thing.head.endswith("进度"):
        return None
    if sense.hint.kind == kind or _said_so(sense, kind) or _per_head(sense, target):
        return None
    table = load("words_fit")[sense.what.key]
    if kind in table["wrong"]:
        confidence = sense.thing.confidence
    elif kind in table["doubtful"]:
        confidence = min(sense.thing.confidence, 0.8)
    else:
        return None
    if target.number == 0:
        # 事故率 0起: said loosely, meant clearly.
        confidence = min(confidence, 0.8)
    if confidence < 0.7:
        return None
    return Misfit(sense.what, kind, tuple(table["fits"]), confidence, sense.thing.head)


def _said_so(sense: Sense, kind: str) -> bool:
    """The description measures the thing in just this kind: 数量 described as 重量."""
    said = load("words_fit").get(sense.said.thing.key)
    return said is not None and sense.said.thing is not sense.what and not sense.said.thing.is_share \
        and kind in said["fits"]


def _per_head(sense: Sense, target: Target) -> bool:
    """Deaths per 100 000 and the like: a rate with a slash in its measure. A stock turned over is counted in times."""
    return sense.what is _SHARE and ("/" in target.measure.usual or sense.thing.stem.endswith("周转"))
