"""What a cell must be given so that Excel stores exactly our value.

Excel reads every text it is handed as if someone had typed it: 312001 becomes a number, 3/4 a date, =A1 a formula.
A leading apostrophe says "this is text"; it is not part of the value that is read back.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from perf_xl.picture.blueprint import Drawable, Formula, Link

LONGEST_TEXT = 32767
_STARTS_FORMULA = ("=", "+", "-", "@", "'", "#", "＝", "＋", "－", "＠")
_WORDS = frozenset({"TRUE", "FALSE"})
_LONGEST_NUMBER = 64          # no number, date or time that Excel understands is longer


def typed(value: Drawable | time | timedelta | Formula | Link) -> str | float | bool | datetime | None:
    """The value as xlwings must be handed it, so that the cell holds it unchanged. Formulas go through as they are."""
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, Link):
        return link_formula(value)
    if isinstance(value, str):
        return guarded(value)
    if value is None or isinstance(value, (bool, datetime)):
        return value
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400
    return datetime(value.year, value.month, value.day)


def guarded(text: str) -> str:
    """The text with an apostrophe before it, where Excel might take it for anything else than text."""
    text = text[:LONGEST_TEXT - 1]
    if text.startswith(_STARTS_FORMULA) or text.upper() in _WORDS:
        return "'" + text
    if len(text) <= _LONGEST_NUMBER and any(_counts(letter) for letter in text):
        return "'" + text
    return text


def _counts(letter: str) -> bool:
    return letter.isdigit() or unicodedata.numeric(letter, None) is not None


def link_formula(link: Link) -> str:
    """A link inside the workbook as a formula: links and values can then be written in one block."""
    target = "#'" + link.sheet.replace("'", "''") + "'!" + link.cell
    return f"=HYPERLINK({_quoted(target)},{_quoted(link.text[:255])})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def same(stored: object, expected: object) -> bool:
    """Whether a cell still holds the value: '' and nothing are alike, 5 and 5.0 are, a date and its midnight are."""
    return _plain(stored) == _plain(expected)


def _plain(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value
