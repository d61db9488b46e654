"""重点评价 and 审核表: points of the selection, parts and items of the form."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from msgspec import Struct

from perf_xl.law.reader import load


class SelectionLaw(Struct, frozen=True):
    """Points and bounds; what each means stands in `review.toml`."""

    amount_bands: tuple[tuple[Decimal, Decimal], ...]
    risk: Decimal
    findings: Decimal
    per_error: Decimal
    per_warning: Decimal
    least: int
    share_percent: int
    grown_percent: Decimal
    late_percent: Decimal


class FormItem(Struct, frozen=True):
    """One item of the 审核表. `decides`: 'fully', 'partly' or 'no', what a program can say about it."""

    part: str
    part_points: int
    item: str
    points: int
    question: str
    decides: str
    rules: tuple[str, ...]


@cache
def selection_law() -> SelectionLaw:
    """The points in force."""
    data = load("review")["selection"]
    numbers = {name: Decimal(data[name]) for name in ("risk", "findings", "per_error", "per_warning", "grown_percent",
                                                      "late_percent")}
    bands = tuple((Decimal(share), Decimal(points)) for share, points in data["amount_bands"])
    return SelectionLaw(amount_bands=bands, least=data["least"], share_percent=data["share_percent"], **numbers)


@cache
def risk_points(sign: str) -> Decimal:
    """The points of one sign of risk. Raises KeyError (a mistake of ours) for an unknown one."""
    return Decimal(load("review")["risk"][sign])


@cache
def form_items() -> tuple[FormItem, ...]:
    """The items in the form's order."""
    return tuple(FormItem(each["part"], each["part_points"], each["item"], each["points"], each["question"], each["decides"],
                          tuple(each["rules"])) for each in load("review")["item"])


def item_of(code: str) -> int:
    """The position of the item to which a rule's findings belong: the longest fitting beginning of its code; else 0."""
    fitting = [(len(start), -position) for position, each in enumerate(form_items()) for start in each.rules if code.startswith(start)]
    return -max(fitting)[1] if fitting else 0
