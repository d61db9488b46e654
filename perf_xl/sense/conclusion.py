"""One conclusion about a text: the value, how sure, and the words it rests on."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Thing(Enum):
    """What is measured. TASK is something to be done, named without a counting noun; UNKNOWN says so."""

    SHARE = "share"
    SATISFACTION = "satisfaction"
    PEOPLE = "people"
    HOUSEHOLDS = "households"
    EVENTS = "events"
    THINGS = "things"
    MONEY = "money"
    STANDARD = "standard"
    DURATION = "duration"
    DATE = "date"
    PROMPTNESS = "promptness"
    SCORE = "score"
    TEMPERATURE = "temperature"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    WEIGHT = "weight"
    ENERGY = "energy"
    DATA = "data"
    TASK = "task"
    UNKNOWN = ""

    @property
    def is_count(self) -> bool:
        return self in _COUNTS

    @property
    def is_share(self) -> bool:
        return self in _SHARES

    @property
    def is_quantity(self) -> bool:
        """Weight, area and the like: an amount of something with a physical unit."""
        return self in _QUANTITIES


_COUNTS = (Thing.PEOPLE, Thing.HOUSEHOLDS, Thing.EVENTS, Thing.THINGS)
_SHARES = (Thing.SHARE, Thing.SATISFACTION)
_QUANTITIES = (Thing.LENGTH, Thing.AREA, Thing.VOLUME, Thing.WEIGHT, Thing.ENERGY, Thing.DATA)


class Polarity(Enum):
    """GOOD: more is better. BAD: less is better. OPEN: cannot be told, or either."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"

    @property
    def turned(self) -> Polarity:
        return {Polarity.GOOD: Polarity.BAD, Polarity.BAD: Polarity.GOOD}.get(self, self)


class ThingRead(Struct, frozen=True, gc=False):
    """`head` is the ending that decided, `stem` what stands before it."""

    thing: Thing
    confidence: float
    head: str = ""
    stem: str = ""


class PolarityRead(Struct, frozen=True, gc=False):
    """`words` is what decided; `change` is 'reduce', 'increase', 'control' where the name speaks of a change."""

    polarity: Polarity
    confidence: float
    words: str = ""
    change: str = ""
