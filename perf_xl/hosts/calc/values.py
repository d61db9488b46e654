"""Blocks of cells between LibreOffice and what Excel's own interface would hand over or take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from perf_xl.hosts.calc.formulas import to_calc, to_excel

DAY_ZERO = datetime(1899, 12, 30)
_DATE, _TIME, _LOGICAL = 2, 4, 1024                      # com.sun.star.util.NumberFormat
_ERROR_RESULTS = 4                                       # com.sun.star.sheet.FormulaResult.ERROR
_ERROR_TEXTS = {502: "#VALUE!", 503: "#NUM!", 504: "#REF!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!",
                525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
_LOGICALS = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}
_MAY_BE_NUMBER = re.compile(r"\d")


class CellError(str):
    """A cell that shows an error; its text is Excel's."""

    __slots__ = ()


def read_block(document: Any, cells: Any) -> list[list[Any]]:
    """Values as Excel hands them out: dates as datetime, booleans as bool, errors as CellError, blanks as None."""
    rows = [[None if value == "" else value for value in line] for line in cells.getDataArray()]
    top, left = _corner(cells)
    for number_type, part in _formatted(document, cells):
        if number_type & (_DATE | _TIME | _LOGICAL):
            for row, column in _spots(part, top, left):
                value = rows[row][column]
                if isinstance(value, float):
                    rows[row][column] = bool(value) if number_type & _LOGICAL else as_datetime(value)
    for part in cells.queryFormulaCells(_ERROR_RESULTS).getRangeAddresses():
        for row, column in _spots(part, top, left):
            code = cells.getCellByPosition(column, row).getError()
            rows[row][column] = CellError(_ERROR_TEXTS.get(code, "#VALUE!"))
    return rows


def as_datetime(serial: float) -> datetime:
    """Excel's day number as date and time, to the nearest second."""
    return DAY_ZERO + timedelta(seconds=round(serial * 86400))


def as_serial(moment: datetime) -> float:
    """Date and time as Excel's day number."""
    return (moment - DAY_ZERO) / timedelta(days=1)


def read_formula_block(cells: Any) -> tuple[tuple[str, ...], ...]:
    """Formulas in Excel's writing; other cells as text. A truth value, which Calc writes as =TRUE(), is no formula."""
    return tuple(tuple(_LOGICALS.get(text) or (to_excel(text) if text.startswith("=") else text.removeprefix("'"))
                       for text in line) for line in cells.getFormulaArray())


def write_block(document: Any, cells: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Store a block as Excel would: `'text` stays text, `=…` becomes a formula, what looks like a number becomes one.

    One call for the block; a few more for cells that must be read as typed, and for dates and booleans.
    """
    if any(isinstance(value, str) and value.startswith("=") for line in rows for value in line):
        cells.setFormulaArray(tuple(tuple(map(_as_formula, line)) for line in rows))
    else:
        cells.setDataArray(tuple(tuple(map(_as_data, line)) for line in rows))
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if isinstance(value, (datetime, bool)):
                _give_format(document, cells.getCellByPosition(column, row), value)
            elif isinstance(value, str) and value[:1] not in ("'", "=") and _MAY_BE_NUMBER.search(value):
                cells.getCellByPosition(column, row).setFormula(value)


def _as_data(value: Any) -> str | float:
    """'' empties a cell. LibreOffice 7.4 dies of a None that follows a text in the same row."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.removeprefix("'")
    return as_serial(value) if isinstance(value, datetime) else float(value)


def _as_formula(value: Any) -> str:
    if isinstance(value, str):
        return to_calc(value) if value.startswith("=") else value if value[:1] in ("'", "") else "'" + value
    return "" if value is None else repr(_as_data(value))


def _give_format(document: Any, cell: Any, value: datetime | bool) -> None:
    """A fitting number format, unless the cell has one: Excel does so for dates; for booleans it is Calc's only way."""
    formats = document.getNumberFormats()
    wanted = _LOGICAL if isinstance(value, bool) else _DATE | (_TIME if value.time() != DAY_ZERO.time() else 0)
    if not formats.getByKey(cell.NumberFormat).Type & wanted:
        cell.NumberFormat = formats.getStandardFormat(wanted, document.CharLocale)


def _corner(cells: Any) -> tuple[int, int]:
    address = cells.getRangeAddress()
    return address.StartRow, address.StartColumn


def _formatted(document: Any, cells: Any) -> Iterator[tuple[int, Any]]:
    """Type of the number format and address of each part of the block with one format."""
    formats = document.getNumberFormats()
    groups = cells.getUniqueCellFormatRanges()
    for index in range(groups.getCount()):
        group = groups.getByIndex(index)
        number_type = formats.getByKey(group.NumberFormat).Type
        for part in group.getRangeAddresses():
            yield number_type, part


def _spots(part: Any, top: int, left: int) -> Iterator[tuple[int, int]]:
    for row in range(part.StartRow - top, part.EndRow - top + 1):
        for column in range(part.StartColumn - left, part.EndColumn - left + 1):
            yield row, column
