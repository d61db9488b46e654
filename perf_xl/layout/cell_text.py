"""What a cell says as text, and how it was stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from perf_xl.model.entry import BLANK, OUTER_BLANKS, Entry, Kind
from perf_xl.model.number import float_text, from_float, plain_text
from perf_xl.model.place import Place
from perf_xl.picture.grid import SheetGrid, Value

_TEXT, _BLANK, _UNCACHED = Kind.TEXT, Kind.BLANK, Kind.UNCACHED


def entry_at(book: str, sheet: SheetGrid, row: int, column: int, money: bool = False) -> Entry:
    """The cell as an entry. A number is written without surplus zeros (with two decimals where `money`); a cell
    formatted as a percentage reads `25%`; dates read `2023-12-31`."""
    place = Place(book, sheet.name, row, column)
    if (errors := sheet.errors) and (row, column) in errors:
        return Entry(errors[row, column], place, Kind.ERROR, errors[row, column])
    rows, value = sheet.rows, None
    if 0 < row <= len(rows) and 0 < column <= len(line := rows[row - 1]):
        value = line[column - 1]
    if isinstance(value, str) and value:
        trimmed = value.strip(OUTER_BLANKS)
        return Entry(trimmed, place, _TEXT if trimmed else _BLANK, value)
    if value is None or value == "":
        return Entry("", place, _UNCACHED if (uncached := sheet.uncached) and (row, column) in uncached else _BLANK)
    text, kind = _spelled(value, (row, column) in sheet.percents, money)
    return Entry(text, place, kind, text)


def entries_in(book: str, sheet: SheetGrid, row: int, columns: Sequence[int]) -> list[Entry]:
    """Cells of one row as entries; BLANK, which stands nowhere, for column 0."""
    name, simple = sheet.name, not (sheet.uncached or sheet.errors)
    line = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
    filled = len(line)
    found = []
    for column in columns:
        value = line[column - 1] if 0 < column <= filled else None
        if isinstance(value, str) and value:
            trimmed = value.strip(OUTER_BLANKS)
            found.append(Entry(trimmed, Place(book, name, row, column), _TEXT if trimmed else _BLANK, value))
        elif not column:
            found.append(BLANK)
        elif value is None and simple:
            found.append(Entry("", Place(book, name, row, column)))
        else:
            found.append(entry_at(book, sheet, row, column))
    return found


@lru_cache(maxsize=1024, typed=True)
def _spelled(value: Value, percent: bool, money: bool) -> tuple[str, Kind]:
    if isinstance(value, bool):
        return ("是" if value else "否"), Kind.BOOLEAN
    if isinstance(value, int | float):
        places = 2 if money else 0
        if percent:
            number = from_float(value) if isinstance(value, float) else Decimal(value)
            return f"{plain_text(number * 100)}%", Kind.NUMBER
        return (float_text(value, places) if isinstance(value, float) else plain_text(Decimal(value), places)), Kind.NUMBER
    if isinstance(value, datetime):
        bare = not (value.hour or value.minute or value.second)
        return (value.date().isoformat() if bare else value.isoformat(" ", "seconds")), Kind.DATE
    if isinstance(value, date | time):
        return value.isoformat(), Kind.DATE
    assert isinstance(value, timedelta)
    return str(value), Kind.DATE
