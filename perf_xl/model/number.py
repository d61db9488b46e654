"""Numbers as people type them: full width, with separators, with a unit behind, in brackets when negative."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)$")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_LEADING = re.compile(r"([+-]?\d[\d,]*(?:\.\d*)?|[+-]?\.\d+)(.*)$", re.DOTALL)
_BRACKETED = re.compile(r"\(([^()]+)\)$")
# What Excel keeps of a number: fifteen significant digits.
_EXCEL_DIGITS = 15
_MOST_DIGITS = 18        # before the point, and behind it
_LONGEST = 1_000         # characters; a longer text is prose


class NumberReading(Struct, frozen=True, gc=False):
    """`value` is None when no number was found; `rest` is the text behind it (a unit, a remark), normalised."""

    value: Decimal | None
    rest: str = ""
    tidy: bool = True      # False: it took some understanding (full width, separators, blanks inside, brackets)


def normalise(text: str) -> str:
    """Full-width digits and signs to half width (NFKC), no-break and ideographic blanks to plain ones."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).replace("，", ",").replace("。", ".").strip()


@lru_cache(maxsize=1024)        # plans say 25% and 100% over and over
def read_number(text: str) -> NumberReading:
    """Read the number at the start of a text. Never raises.

    `1,262.81` `２０` `（1,000.00）` `2000万` `-` are understood; `-` alone (nothing, in ledgers) gives no value.
    """
    if len(text) > _LONGEST:
        return NumberReading(None, text, False)
    reading = _read(text, normalise(text))
    value = reading.value
    if value is not None and (value.adjusted() >= _MOST_DIGITS or -int(value.as_tuple().exponent) > _MOST_DIGITS):
        return NumberReading(None, normalise(text), False)      # no amount, and beyond what arithmetic keeps exact
    return reading


def _read(text: str, plain: str) -> NumberReading:
    if _PLAIN.match(plain):
        return NumberReading(Decimal(plain), "", plain == text.strip())
    bracketed = _BRACKETED.match(plain)
    if bracketed and _is_number(bracketed.group(1)):
        return NumberReading(-Decimal(bracketed.group(1).replace(",", "")), "", False)
    squeezed = plain.replace(" ", "").lstrip("¥￥")
    if _is_number(squeezed):
        return NumberReading(Decimal(squeezed.replace(",", "")), "", False)
    leading = _LEADING.match(squeezed)
    if leading and _is_number(leading.group(1)):
        return NumberReading(Decimal(leading.group(1).replace(",", "")), leading.group(2), False)
    return NumberReading(None, plain, False)


def _is_number(text: str) -> bool:
    return bool(_PLAIN.match(text) or _GROUPED.match(text))


def from_float(value: float) -> Decimal:
    """A cell's binary number as the decimal that a spreadsheet shows: fifteen significant digits."""
    return Decimal(format(value, f".{_EXCEL_DIGITS}g"))


def float_text(value: float, places: int = 0) -> str:
    """`plain_text(from_float(value), places)`, without the way round where the digits need none."""
    text = format(value, f".{_EXCEL_DIGITS}g")
    if "e" in text or "n" in text:      # an exponent; infinite, no number
        return plain_text(Decimal(text), places)
    missing = places - len(text.partition(".")[2])
    if missing <= 0:
        return text
    return text + ("." if missing == places else "") + "0" * missing


def plain_text(value: Decimal, places: int = 0) -> str:
    """Without exponent and surplus zeros, with at least `places` decimals: 25.50 -> '25.5', places=2 -> '25.50'."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    if len(decimals) < places:
        decimals = decimals.ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole
