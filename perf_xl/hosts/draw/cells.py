"""Writes the cells of a sheet, each as the type it is: text never becomes a formula, a number or a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from perf_xl.errors import Unusable
from perf_xl.hosts.draw.formats import Formats
from perf_xl.hosts.draw.formulas import spelled
from perf_xl.hosts.formula_like import is_formula_like
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.styles import STYLES
from perf_xl.model.place import cell_name
from perf_xl.picture.blueprint import CellDrawing, Drawable, Formula, Link, SheetDrawing

_TEXT_STYLES = frozenset(name for name, look in STYLES.items() if look.number_format == "@")
_EPOCH = datetime(1899, 12, 30)
Writer = Callable[[int, int, Any, Any], object]


def write_cells(sheet: Any, drawing: SheetDrawing, formats: Formats) -> None:
    """All cells of the drawing. Raises Unusable `write.text_too_long` for a text no cell can hold."""
    marks = {(row, column): fill for row, column, fill in drawing.fills if fill}
    writers, looks, get_format = _writers(sheet), formats.plain, formats.cell
    write_text, write_blank = sheet.write_string, sheet.write_blank
    for cell in drawing.cells:
        row, column, value, to = cell.row - 1, cell.column - 1, cell.value, cell.to
        look = plain = get_format(cell.style, "", True) if is_formula_like(value) else looks[cell.style]
        if marks and (cell.row, cell.column) in marks:
            look = get_format(cell.style, marks.pop((cell.row, cell.column)), is_formula_like(value))
        if to is not None and to != (cell.row, cell.column):
            sheet.merge_range(row, column, to[0] - 1, to[1] - 1, "", plain)      # only what shows is marked
        kind = type(value)
        write = (write_text if value else write_blank) if kind is str else writers[kind]
        if write(row, column, value, look):
            raise Unusable("write.text_too_long", sheet=drawing.name, cell=cell_name(cell.row, cell.column))
    for (row, column), fill in marks.items():
        sheet.write_blank(row - 1, column - 1, None, get_format("closing", fill))
    _quiet_codes(sheet, drawing.cells)


def _writers(sheet: Any) -> dict[type, Writer]:
    """How each type of value but text is written; a writer returns something true when the value does not fit."""

    def formula(row: int, column: int, value: Formula, look: Any) -> object:
        return sheet.write_formula(row, column, spelled(value.text), look, _cached(value.value))

    def link(row: int, column: int, value: Link, look: Any) -> object:
        where = f"internal:{quoted(value.sheet)}!{value.cell}"
        return sheet.write_url(row, column, where, look, value.text, value.tip or None)

    return {
        int: sheet.write_number, float: sheet.write_number, Decimal: sheet.write_number,
        bool: sheet.write_boolean, datetime: sheet.write_datetime, date: sheet.write_datetime,
        type(None): sheet.write_blank, Formula: formula, Link: link,
    }


def _cached(value: Drawable) -> str | float | bool:
    """The stored result of a formula. Without one readers that do not calculate would show 0."""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return (moment - _EPOCH).total_seconds() / 86400
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value


def _quiet_codes(sheet: Any, cells: tuple[CellDrawing, ...]) -> None:
    """Codes are digits kept as text on purpose: no green triangle on them. Other numbers typed as text keep theirs."""
    codes = [cell_name(cell.row, cell.column) for cell in cells
             if cell.style in _TEXT_STYLES and isinstance(cell.value, str) and cell.value.isdigit()]
    if codes:
        sheet.ignore_errors({"number_stored_as_text": " ".join(codes)})
