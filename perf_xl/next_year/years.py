"""The year in a name: 公安局2023年安保维稳工作经费 becomes 公安局2024年安保维稳工作经费.

Only the form's own year moves, and only where it stands alone. 2021—2023年 names a period, 2022年 in a form of 2023
money carried over: both stay as they are.
"""

from __future__ import annotations

import re
from enum import Enum

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年(?!代))")
_PERIOD = re.compile(r"20\d\d\s*年?\s*[-—–~～至到]\s*20\d\d")


class NameYear(Enum):
    """What a name's year says in a form of a given year."""

    NONE = "none"              # no year at all
    OWN = "own"                # the form's year, alone
    CARRIED_OVER = "carried"   # only earlier years: money of an earlier year
    PERIOD = "period"          # several years, or the form's beside another one
    LATER = "later"            # a later year than the form's


def year_in(name: str, year: int) -> NameYear:
    """How the years written in a name relate to the form's."""
    years = {int(found) for found in _YEAR.findall(name)}
    if _PERIOD.search(name):
        return NameYear.PERIOD
    if not years:
        return NameYear.NONE
    if years == {year}:
        return NameYear.OWN
    if max(years) < year:
        return NameYear.CARRIED_OVER
    return NameYear.PERIOD if min(years) <= year else NameYear.LATER


def advanced(text: str, year: int, to: int) -> str:
    """The text with the form's year moved on; unchanged unless that year stands alone in it."""
    if year_in(text, year) is not NameYear.OWN:
        return text
    return _YEAR.sub(str(to), text)


def mentions(text: str, year: int) -> int:
    """How often a text names the year."""
    return sum(int(found) == year for found in _YEAR.findall(text))
