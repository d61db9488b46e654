"""One sheet of an open workbook as a SheetGrid: two block reads, and a few questions about formats and merges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from perf_xl.errors import Unusable
from perf_xl.hosts.excel.areas import gathered, uniform
from perf_xl.picture.grid import Area, SheetGrid, Spot, Value

ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#FIELD!",
                    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA", "#EXTERNAL!", "#BUSY!"})
_MOST_CELLS = 3_000_000
_SUSPICIOUS = 200_000      # formats alone make a used range this large: look for the last cell that holds anything
_LARGEST_PERCENT = 100     # a cell that shows more than 10000% is no percentage of ours: its format is not asked for


def block(sheet: Any, area: Area) -> Any:
    """The xlwings range of an area."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def used_area(sheet: Any) -> Area:
    """From A1 to the last used cell. Raises Unusable where that is more than any workbook of ours can hold."""
    used = sheet.used_range
    height, width = used.shape
    area = Area(1, 1, used.row + height - 1, used.column + width - 1)
    if area.bottom * area.right > _SUSPICIOUS:
        last = [block(sheet, area).find("*", direction="backward", order=order) for order in ("rows", "columns")]
        area = Area(1, 1, last[0].row if last[0] else 1, last[1].column if last[1] else 1)
    if area.bottom * area.right > _MOST_CELLS:
        raise Unusable("excel.sheet_too_large", sheet=sheet.name, cells=area.bottom * area.right)
    return area


def read_values(sheet: Any, area: Area) -> list[list[Any]]:
    """The values of an area as Excel shows them: dates as dates, errors as their text, blanks as None. One read."""
    rows: list[list[Any]] = block(sheet, area).options(ndim=2, err_to_str=True).value
    return rows


def read_formulas(sheet: Any, area: Area) -> dict[Spot, str]:
    """The formulas of an area by spot. One read."""
    read = block(sheet, area).formula
    rows: Sequence[Any] = read if isinstance(read, (tuple, list)) else ((read,),)
    return {(row, column): text
            for row, line in enumerate(rows, area.top)
            for column, text in enumerate(line if isinstance(line, (tuple, list)) else (line,), area.left)
            if isinstance(text, str) and text.startswith("=")}


def read_sheet(sheet: Any) -> SheetGrid:
    """The picture of one sheet; nothing in the sheet is changed."""
    area = used_area(sheet)
    raw = read_values(sheet, area)
    formulas = _really_formulas(read_formulas(sheet, area), raw)
    errors = {(row, column): value for row, line in enumerate(raw, 1) for column, value in enumerate(line, 1)
              if isinstance(value, str) and value in ERRORS}
    rows = tuple(tuple(None if (row, column) in errors else _value(value) for column, value in enumerate(line, 1))
                 for row, line in enumerate(raw, 1))
    return SheetGrid(
        name=sheet.name, rows=rows, hidden=sheet.visible not in (True, -1, 1), merges=read_merges(sheet, area, rows),
        hidden_rows=_hidden(sheet, area, "EntireRow"), hidden_columns=_hidden(sheet, area, "EntireColumn"),
        formulas=formulas, errors=errors, percents=_percents(sheet, rows))


def _really_formulas(found: dict[Spot, str], raw: list[list[Any]]) -> dict[Spot, str]:
    """Without text cells that merely look like a formula: they hold what they show."""
    return {(row, column): text for (row, column), text in found.items() if raw[row - 1][column - 1] != text}


def _value(value: object) -> Value:
    if isinstance(value, datetime) and value.year < 1900:
        return value.time()       # a cell formatted as a time counts from day 0
    if isinstance(value, Decimal):
        return float(value)       # Excel hands out cells formatted as currency like this
    if value is None or isinstance(value, (str, float, int, bool, date, time, timedelta)):
        return None if value == "" else value
    return str(value)


def read_merges(sheet: Any, area: Area, rows: Sequence[Sequence[object]]) -> tuple[Area, ...]:
    """All merged areas. A part without a blank cell cannot hold the inside of one and is not asked.

    An engine that can list them by itself is asked once (`merged_areas`); Excel has no such list.
    """
    listed = getattr(sheet.impl, "merged_areas", None)
    if listed is not None:
        return tuple(one for one in listed() if one.top <= area.bottom and one.left <= area.right)

    def ask(part: Area) -> bool | None:
        if all(value is not None for line in rows[part.top - 1:part.bottom] for value in line[part.left - 1:part.right]):
            return False
        merged = block(sheet, part).merge_cells
        return None if merged is None else bool(merged)

    found: set[Area] = set()
    for part, merged in uniform(area, ask):
        row, column = part.top, part.left
        while merged and row <= part.bottom:
            known = next((one for one in found if one.holds(row, column)), None) or _merge_area(sheet, row, column)
            found.add(known)
            column = known.right + 1
            if column > part.right:
                row, column = row + 1, part.left
    return tuple(sorted(found))


def _merge_area(sheet: Any, row: int, column: int) -> Area:
    merged = sheet.range((row, column)).merge_area
    height, width = merged.shape
    return Area(merged.row, merged.column, merged.row + height - 1, merged.column + width - 1)


def _hidden(sheet: Any, area: Area, whole: str) -> frozenset[int]:
    """Numbers of the hidden rows (`EntireRow`) or columns; asked as blocks, and allowed on protected sheets."""
    by_row = whole == "EntireRow"
    line = Area(1, 1, area.bottom, 1) if by_row else Area(1, 1, 1, area.right)

    def ask(part: Area) -> bool | None:
        hidden = getattr(block(sheet, part).api, whole).Hidden
        return None if hidden is None else bool(hidden)

    return frozenset(number for part, hidden in uniform(line, ask) if hidden
                     for number in range(part[0 if by_row else 1], part[2 if by_row else 3] + 1))


def _percents(sheet: Any, rows: tuple[tuple[Value, ...], ...]) -> frozenset[Spot]:
    numbers = [(row, column) for row, line in enumerate(rows, 1) for column, value in enumerate(line, 1)
               if isinstance(value, float) and abs(value) <= _LARGEST_PERCENT]

    def ask(part: Area) -> str | None:
        found = block(sheet, part).number_format
        return None if found is None else str(found)

    return frozenset((row, column) for area in gathered(numbers) for part, layout in uniform(area, ask)
                     if "%" in layout
                     for row in range(part.top, part.bottom + 1) for column in range(part.left, part.right + 1))
