"""One cell of a ledger export: money to whole fen, a date to a day. Exact, and never guessing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite

from msgspec import Struct

from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.entry import OUTER_BLANKS, written
from perf_xl.model.number import from_float, plain_text

_LONGEST_AMOUNT = 64      # characters; nothing longer is an amount of money
_LONGEST_DATE = 40
_SHORT = 12      # characters of a binary number that certainly holds no noise
_LARGEST = Decimal(10) ** 15
_NOTHING = frozenset({"", "-", "--", "/", "\\"})
_MINUS = str.maketrans("−–—﹣", "----")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:$|[\sT])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_415      # 1990-01-01 to 2100-12-31


class Money(Struct, frozen=True):
    """`fen` None and not `blank`: not to be read. Not `exact`: it has parts below one fen, and `fen` is rounded."""

    fen: int | None
    blank: bool = False
    exact: bool = True


BLANK_MONEY = Money(None, blank=True)
_UNREADABLE = Money(None)


def text_of(value: object) -> str:
    """A cell as text without outer blanks; a number as a spreadsheet shows it, a whole one without `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and isfinite(value):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        text = repr(value)
        return text if len(text) <= _SHORT and "e" not in text else plain_text(from_float(value))
    return str(value).strip(OUTER_BLANKS)


def money_of(value: object, unit: MoneyUnit) -> Money:
    """A cell as money in `unit`: `1,234.50` `（1,000.00）` `¥５` `1.2万元` `100.00-`. Never raises.

    `-` alone is blank: nothing was paid.
    """
    if isinstance(value, bool | date | timedelta):
        return _UNREADABLE
    if isinstance(value, int | float | Decimal):
        return _whole_fen(_decimal(value), unit)
    text = text_of(value)
    if len(text) > _LONGEST_AMOUNT:
        return _UNREADABLE
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).replace("¥", "").replace(" ", "")
    if plain in _NOTHING:
        return BLANK_MONEY
    if plain.endswith("-") and not plain.startswith("-"):
        plain = "-" + plain[:-1]
    return _whole_fen(read_amount(written(plain), unit).value, unit)


def _decimal(value: int | float | Decimal) -> Decimal | None:
    if isinstance(value, float):
        return from_float(value) if abs(value) < 1e20 else None      # false for nan as well
    return Decimal(value)


def _whole_fen(value: Decimal | None, unit: MoneyUnit) -> Money:
    if value is None or not value.is_finite() or abs(value) > _LARGEST:
        return _UNREADABLE
    fen = value * unit.fen
    whole = fen.to_integral_value()
    return Money(int(whole), exact=whole == fen)


def day_of(value: object) -> date | None:
    """A cell as a day; None when it is blank or cannot be read for certain.

    Understood: Excel dates and serial numbers, `2023-3-5` `2023/3/5` `2023.3.5` `2023年3月5日` `20230305`, each with a
    time behind or not. Not guessed: two-digit years, day before month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    text = text_of(value)
    if not text or len(text) > _LONGEST_DATE:
        return None
    plain = unicodedata.normalize("NFKC", text)
    parts = _DATE.match(plain) or _COMPACT.match(plain)
    if parts:
        return _valid(*(int(part) for part in parts.groups()))
    serial = _SERIAL.match(plain)
    return _from_serial(int(serial.group(1))) if serial else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_serial(serial: int) -> date | None:
    return EXCEL_EPOCH + timedelta(days=serial) if FIRST_SERIAL <= serial <= LAST_SERIAL else None
