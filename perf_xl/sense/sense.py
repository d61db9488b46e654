"""What one indicator means, put together from its name and its description."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from perf_xl.law.frame import usual_level2
from perf_xl.law.measures import Measure
from perf_xl.law.reader import load
from perf_xl.law.word_list import WordList
from perf_xl.model.indicator import Indicator
from perf_xl.sense.conclusion import Polarity, PolarityRead, Thing, ThingRead
from perf_xl.sense.name import read_name
from perf_xl.sense.polarity import read_polarity
from perf_xl.sense.thing import read_thing
from perf_xl.sense.words import roles_in, whole_shares

# A description that divides one thing by another, or compares with last year, makes a share of whatever the name says.
_SHARES = WordList(("率", "比例", "比重", "占比", "百分比", "之比", "增长", "提高", "提升", "下降", "降低", "减少", "同比", "比上年",
                    "较上年", "去年", "幅度", "降幅", "增幅", "增速", "%", "％", "程度"))
_COUNTED = "数量额"
# Roles that the name alone gives.
_BY_NAME = frozenset(("satisfaction", "cost_control", "cost", "timeliness"))
_NO_ROLES = frozenset[str]()
_UNTOLD = (Thing.UNKNOWN, Thing.TASK)
_OPPOSITE = ((Polarity.GOOD, Polarity.BAD), (Polarity.BAD, Polarity.GOOD))
_EITHER = ("≥", ">", "=")
_ORDINARY = ("≤", "<", "=")


class Sense(Struct, frozen=True, gc=False):
    """`thing` and `polarity` carry their confidence and words; `roles` name what the row is in the table.

    `hint` is the measure that stood in brackets in the name; `divides`: the description speaks of a share.
    """

    name: str
    level2: str
    thing: ThingRead
    polarity: PolarityRead
    said: ThingRead
    roles: frozenset[str] = frozenset()
    hint: Measure = Measure("", "")
    divides: bool = False

    @property
    def what(self) -> Thing:
        return self.thing.thing

    @property
    def is_whole_share(self) -> bool:
        """More than 100 percent cannot be."""
        if self.what in (Thing.SATISFACTION, Thing.PROMPTNESS):
            return True
        if self.what is not Thing.SHARE or self.polarity.change:
            return False
        return whole_shares().at_end(self.thing.stem)[1] == "whole"

    @property
    def is_nearly_whole(self) -> bool:
        """More than 100 percent would need old cases to be counted: 结案率, 办结率."""
        return self.what is Thing.SHARE and not self.polarity.change \
            and whole_shares().at_end(self.thing.stem)[1] == "nearly"

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs that agree with the meaning; empty where any may."""
        if self.polarity.polarity is Polarity.OPEN or self.polarity.confidence < 0.6:
            return ()
        return _EITHER if self.polarity.polarity is Polarity.GOOD else _ORDINARY

    @property
    def measures(self) -> tuple[str, ...]:
        """The kinds of measure that belong to the thing; empty where any may."""
        return tuple(load("words_fit").get(self.what.key, {}).get("fits", ()))

    def plays(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def read_sense(indicator: Indicator) -> Sense:
    """What the indicator means. Never raises; unknown things have confidence 0."""
    return sense_of(indicator.level3.text, indicator.description.text, indicator.level2.text)


@cache
def sense_of(name_text: str, description_text: str, level2: str) -> Sense:
    """The same from the three texts."""
    name, description = read_name(name_text), read_name(description_text)
    own, said = read_thing(name.core), read_thing(description.core)
    divides = _divides(description_text)
    thing = _agreed(own, said, divides)
    return Sense(name.core, usual_level2(level2), thing, _polarity(own, said, thing), said,
                 _roles(name.core, description.core), name.hint if name.hint.is_known else description.hint, divides)


def _divides(text: str) -> bool:
    """It says so, or a count stands behind a stroke: 合格人数/参训人数."""
    _, _, below = text.partition("/")
    return (bool(below) and any(sign in below for sign in _COUNTED)) or _SHARES.search(text) is not None


def _agreed(own: ThingRead, said: ThingRead, divides: bool) -> ThingRead:
    """The name first; the description where the name says nothing; less sure where they disagree."""
    named, described = own.thing, said.thing
    if named in _UNTOLD and described not in _UNTOLD:
        if named is Thing.TASK and described in (Thing.SCORE, Thing.STANDARD):
            return own
        most = 0.9 if named is Thing.UNKNOWN else 0.8
        return ThingRead(described, min(said.confidence, most), said.head, said.stem)
    if described is named or described in _UNTOLD:
        disagree = divides and not named.is_share and named is not Thing.UNKNOWN
    else:
        disagree = not (named.is_share and described.is_share)
    return ThingRead(own.thing, min(own.confidence, 0.7), own.head, own.stem) if disagree else own


def _polarity(own: ThingRead, said: ThingRead, thing: ThingRead) -> PolarityRead:
    """The name's, unless it tells nothing; a description that says the opposite takes the certainty away."""
    first, second = read_polarity(own), read_polarity(said)
    if thing is not own and thing.thing is said.thing and second.confidence >= 0.6 and first.confidence < 0.8:
        return PolarityRead(second.polarity, min(second.confidence, 0.8), second.words, second.change)
    if first.confidence < 0.6 and second.confidence >= 0.6:
        return PolarityRead(second.polarity, min(second.confidence, 0.8), second.words, second.change)
    if (first.polarity, second.polarity) in _OPPOSITE and first.confidence >= 0.6 and second.confidence >= 0.9:
        return PolarityRead(first.polarity, 0.5, first.words, first.change)
    return first


def _roles(name: str, description: str) -> frozenset[str]:
    made, unmade = roles_in(name)
    also_made, also_unmade = roles_in(description)
    if not made and not also_made:
        return _NO_ROLES
    found = {role for role in made if role not in unmade and (role in _BY_NAME or role not in also_unmade)}
    found |= {role for role in also_made if role not in _BY_NAME and role not in unmade and role not in also_unmade}
    if "节约" in name or "节省" in name or "降低" in name or "节约" in description or "节省" in description:
        found -= {"spent_of_budget", "cost_control"}
    return frozenset(found)
