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

_EPOCH = datetime(1899, 12, 30)
Writer = Callable[[int, int, Any, Any], object]


def write_cells(sheet: Any, drawing: SheetDrawing, formats: Formats) -> None:
    """All cells of the drawing. Raises Unusable `write.text_too_long` for a text no cell can hold."""
    marks = {(row, column): fill for row, column, fill in drawing.fills if fill}
    writers = _writers(sheet)
    get_format = formats.cell
    for cell in drawing.cells:
        row, column, value = cell.row - 1, cell.column - 1, cell.value
        look = get_format(cell.style, marks.pop((cell.row, cell.column), "") if marks else "", is_formula_like(value))
        if cell.to is not None and cell.to != (cell.row, cell.column):
            sheet.merge_range(row, column, cell.to[0] - 1, cell.to[1] - 1, "", look)
        if writers[type(value)](row, column, value, look):
            raise Unusable("write.text_too_long", sheet=drawing.name, cell=cell_name(cell.row, cell.column))
    for (row, column), fill in marks.items():
        sheet.write_blank(row - 1, column - 1, None, get_format("closing", fill))
    _quiet_codes(sheet, drawing.cells)


def _writers(sheet: Any) -> dict[type, Writer]:
    """How each type of value is written; a writer returns something true when the value does not fit."""

    def text(row: int, column: int, value: str, look: Any) -> object:
        return sheet.write_string(row, column, value, look) if value else sheet.write_blank(row, column, None, look)

    def formula(row: int, column: int, value: Formula, look: Any) -> object:
        return sheet.write_formula(row, column, spelled(value.text), look, _cached(value.value))

    def link(row: int, column: int, value: Link, look: Any) -> object:
        where = f"internal:{quoted(value.sheet)}!{value.cell}"
        return sheet.write_url(row, column, where, look, value.text, value.tip or None)

    return {
        str: text, int: sheet.write_number, float: sheet.write_number, Decimal: sheet.write_number,
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
             if isinstance(cell.value, str) and cell.value.isdigit() and STYLES[cell.style].number_format == "@"]
    if codes:
        sheet.ignore_errors({"number_stored_as_text": " ".join(codes)})
