"""A mark: points out of a weight, and the facts of the sentence that explains them.

Points have two decimals, half up, rounded once at the end of each row; sums add the rounded points, as the form does.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from perf_xl.law.citation import citation
from perf_xl.law.marking import Marking
from perf_xl.model.number import plain_text

CENT = Decimal("0.01")
_LARGE = 20
HUNDRED = Decimal(100)
ZERO = Decimal(0)


class Mark(Struct, frozen=True):
    """`points` None: not scored, which is never zero; `way` then says why (`scoring.unscored.…`).

    `way` names the sentence `scoring.steps.<way>`, `facts` fill it. `completion` is the percent of the target reached,
    None where it cannot be told. `low` and `high` are the points between which a person has to choose (qualitative).
    """

    points: Decimal | None
    weight: Decimal
    way: str
    facts: tuple[tuple[str, str], ...] = ()
    met: bool | None = None
    completion: Decimal | None = None
    is_over: bool = False
    is_marked: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    basis: str = ""

    @property
    def is_scored(self) -> bool:
        return self.points is not None

    @property
    def does_not_apply(self) -> bool:
        return self.way == "not_applicable"

    @property
    def wants_reason(self) -> bool:
        """偏差原因 must be written: the target was missed, or exceeded so far that it was set too low."""
        return (self.met is False and self.points != rounded(self.weight)) or self.is_over or self.is_marked


def rounded(points: Decimal) -> Decimal:
    """Two decimals, half up; never minus zero. A number of more than twenty digits has no decimals to round."""
    return points.quantize(CENT, ROUND_HALF_UP) + 0 if points.adjusted() < _LARGE else +points


def shown(value: Decimal) -> str:
    """A number as the steps print it: as exact as it is, four decimals at most."""
    long = value.adjusted() < _LARGE and -value.as_tuple().exponent > 4  # type: ignore[operator]
    return plain_text(value.quantize(Decimal("0.0001"), ROUND_HALF_UP) if long else value)


def points_text(points: Decimal) -> str:
    """7.5 -> '7.50'."""
    return format(rounded(points), "f")


def share_of(weight: Decimal, percent: Decimal) -> Decimal:
    """So many percent of the weight, as points."""
    return rounded(weight * percent / HUNDRED)


def unscored(why: str, weight: Decimal, **facts: str) -> Mark:
    """No points were given, and none taken."""
    return Mark(None, weight, why, tuple(facts.items()))


def grade(points: Decimal | None, law: Marking) -> str:
    """优 良 中 差 by the profile's bands; '' for what is not scored."""
    if points is None:
        return ""
    return next((name for name, low in law.grades if points >= low), law.grades[-1][0])


def basis_text(law: Marking, way: str) -> str:
    """What a way of giving points rests on, short."""
    return citation(law.basis_of(way)).short
