"""One conclusion about a text: the value, how sure, and the words it rests on."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Thing(Enum):
    """What is measured. TASK is something to be done, named without a counting noun; UNKNOWN says so.

    `key` is the value, which an Enum looks up anew each time. `is_quantity`: weight, area and the like, an amount of
    something with a physical unit.
    """

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

    def __init__(self, key: str) -> None:
        self.key = key
        self.is_count = key in ("people", "households", "events", "things")
        self.is_share = key in ("share", "satisfaction")
        self.is_quantity = key in ("length", "area", "volume", "weight", "energy", "data")


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
