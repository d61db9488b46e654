"""Amounts of money: exact, and never without knowing whether 元 or 万元 is meant.

Budgets are written in 万元 with two decimals, vouchers in 元 with two; inside, an amount is a Decimal in its own
unit, and sums over vouchers are whole fen (0.01 元).
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from msgspec import Struct

from perf_xl.model.entry import Entry
from perf_xl.model.number import plain_text, read_number


class MoneyUnit(Enum):
    """The unit in which a sheet states its amounts, with the `fen` it holds."""

    YUAN = "元"
    WAN = "万元"

    def __init__(self, name: str) -> None:
        self.fen = 100 if name == "元" else 1_000_000


# Units that stand behind a number, in 元. A bare 万 or 亿 behind an amount means 万元 and 亿元.
_IN_YUAN = {"元": 1, "圆": 1, "块": 1, "千元": 1_000, "万": 10_000, "万元": 10_000, "百万元": 1_000_000,
            "千万元": 10_000_000, "亿": 100_000_000, "亿元": 100_000_000, "人民币元": 1}


class Amount(Struct, frozen=True, gc=False):
    """What an entry says as money.

    `value` is in the unit of the sheet, None for a blank or unreadable entry. `stated_unit` is the unit written in
    the cell itself, if any. `tidy` is False when the text had to be understood (`2000万`, `１,262.81`).
    """

    entry: Entry
    unit: MoneyUnit
    value: Decimal | None = None
    stated_unit: str = ""
    tidy: bool = True

    @property
    def is_blank(self) -> bool:
        return not self.entry.text and self.value is None

    @property
    def is_unreadable(self) -> bool:
        return self.value is None and bool(self.entry.text)

    @property
    def fen(self) -> int | None:
        """Whole fen, rounded half even; None when there is no value."""
        return None if self.value is None else int((self.value * self.unit.fen).to_integral_value())

    @property
    def text(self) -> str:
        """The value in the sheet's unit with at least two decimals, or the entry's text where it is no number."""
        return self.entry.text if self.value is None else plain_text(self.value, 2)


def read_amount(entry: Entry, unit: MoneyUnit) -> Amount:
    """Understand an entry as money in `unit` (万元 unless the form says otherwise). Never raises."""
    if not entry.text:
        return Amount(entry, unit)
    reading = read_number(entry.text)
    if reading.value is None:
        return Amount(entry, unit, tidy=False)
    if not reading.rest:
        return Amount(entry, unit, reading.value, "", reading.tidy)
    in_yuan = _IN_YUAN.get(reading.rest)
    if in_yuan is None:
        return Amount(entry, unit, tidy=False)
    value = reading.value * in_yuan * 100 / unit.fen
    return Amount(entry, unit, value.normalize() if value else value, reading.rest, False)


def from_fen(fen: int, unit: MoneyUnit) -> Decimal:
    """Fen as a Decimal in the unit, exact."""
    return Decimal(fen) / unit.fen


def unit_named(text: str) -> MoneyUnit | None:
    """The unit that a caption like `单位：万元` names; None when it names none."""
    plain = text.replace(" ", "")
    if "万元" in plain:
        return MoneyUnit.WAN
    return MoneyUnit.YUAN if "元" in plain else None
