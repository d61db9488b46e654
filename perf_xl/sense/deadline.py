"""The date in a 指标值: year, month, day as far as they are written."""

from __future__ import annotations

import re

from msgspec import Struct

from perf_xl.law.reader import load
from perf_xl.model.period import month_end

# Made when first asked for.
_CHINESE = r"(?:(20\d\d)\s*年度?)?\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?"
_ISO = r"(20\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?"
_DOTTED = r"(\d{1,2})\.(\d{1,2})(?!\d)"
_YEAR = r"(20\d\d)\s*年"


class Deadline(Struct, frozen=True):
    """None for what was not written."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def exists(self, form_year: int | None) -> bool:
        """Whether there is such a day; 2月29日 depends on the year, the form's where none is written."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        year = self.year or form_year or 2024
        return 1 <= self.day <= month_end(year, self.month).day


def read_deadline(text: str) -> Deadline | None:
    """`12月31日前` `2023-06-30` `12.31日期` `2023年底`; None where no month or year is written (当年底)."""
    for pattern, sign in ((_CHINESE, "月"), (_ISO, "20")):
        found = re.search(pattern, text) if sign in text else None
        if found:
            year, month, day = (int(part) if part else None for part in found.groups())
            return Deadline(year, month, day)
    year_only = re.search(_YEAR, text) if "年" in text else None
    if year_only:
        return Deadline(int(year_only.group(1)))
    dotted = re.match(_DOTTED, text)
    return Deadline(None, int(dotted.group(1)), int(dotted.group(2))) if dotted else None


def is_deadline(name: str) -> bool:
    """The name speaks of getting something done, not of keeping it up."""
    words = load("words_values")["deadline"]
    return any(word in name for word in words["done_by"]) and not any(word in name for word in words["lasting"])
