"""工作日历: which dates a year of a budget has, by regulation and practice. Dated, per region, with their source."""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from perf_xl.law.reader import load


class Appointed(Struct, frozen=True):
    """One date of the year. `trust`: 'read', 'cited' or 'practice'; `ahead`: days before which to be reminded."""

    key: str
    title: str
    what: str
    month: int
    day_of_month: int
    next_year: bool
    ahead: int
    basis: str
    trust: str
    source: str

    def on(self, year: int) -> date:
        """The day in (or after) the budget year."""
        of = year + self.next_year
        last = calendar.monthrange(of, self.month)[1]
        return date(of, self.month, min(self.day_of_month or last, last))


@cache
def appointed(region: str, year: int) -> tuple[Appointed, ...]:
    """Those in force in a region (行政区划 digits, '' for anywhere) for a budget year, in order of day."""
    chosen: dict[str, dict[str, Any]] = {}
    for entry in load("calendar")["event"]:
        if not region.startswith(entry["region"]) or entry["from"] > year:
            continue
        best = chosen.get(entry["key"])
        if best is None or (len(best["region"]), best["from"]) <= (len(entry["region"]), entry["from"]):
            chosen[entry["key"]] = entry
    return tuple(sorted((_read(entry) for entry in chosen.values()), key=lambda each: (each.on(year), each.key)))


def _read(entry: dict[str, Any]) -> Appointed:
    return Appointed(entry["key"], entry["title"], entry["what"], entry["month"], entry["day"], entry.get("next_year", False),
                     entry["ahead"], entry["basis"], entry["trust"], entry["source"])
