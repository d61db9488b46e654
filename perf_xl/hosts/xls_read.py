"""Reads .xls (BIFF) into a Grid: values, merges and hidden sheets; formulas are not told apart from values.

The records are looked at before the fast reader is: a password is named, and a cell far out would make the
reader hold the whole rectangle.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from perf_xl.errors import Unusable
from perf_xl.hosts.ole import Ole
from perf_xl.hosts.panics import ReaderFault, contained
from perf_xl.hosts.xlsx_text import line_breaks
from perf_xl.law.limits import read_limits
from perf_xl.picture.grid import Area, Grid, SheetGrid, Value

_PASSWORD, _BEGIN, _DIMENSIONS = 0x002F, 0x0809, 0x0200
# Records whose first four bytes are row and column of a cell with content; the two blanks (0x201, 0xBE) hold none.
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x00BD, 0x00D6, 0x0406, 0x0206})


def read_xls(data: bytes, book: str) -> Grid:
    """The bytes of an .xls as a Grid. Raises Unusable when it is locked, damaged or beyond the limits."""
    ole = Ole(data)
    _look(ole.stream("Workbook") or ole.stream("Book"), book)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
    try:
        with contained():
            found = CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = [SheetGrid(entry.name, _rows(sheet.to_python(skip_empty_area=False)),
                                entry.visible is not SheetVisibleEnum.Visible,
                                tuple(Area(top + 1, left + 1, bottom + 1, right + 1)
                                      for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()))
                      for entry in found.sheets_metadata if entry.typ is SheetTypeEnum.WorkSheet
                      for sheet in (found.get_sheet_by_name(entry.name),)]
    except ReaderFault:
        raise Unusable("read.damaged_xls", book=book) from None
    macros = any(name.lower() == "_vba_project" for name in ole.names)
    return Grid(book, tuple(sheets), has_macros=macros)


def _rows(lines: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(line_breaks(value) if isinstance(value, str) else value for value in line) for line in lines)


def _look(stream: bytes, book: str) -> None:
    """Walk the records once. Raises Unusable for a password, for a broken stream and beyond the limits."""
    limits = read_limits()
    at, cells, bottom, right, slots = 0, 0, 0, 0, 0
    if int.from_bytes(stream[:2], "little") & 0xFF != 0x09:
        raise Unusable("read.damaged_xls", book=book)
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at:at + 2], "little")
        length = int.from_bytes(stream[at + 2:at + 4], "little")
        if kind == _PASSWORD:
            raise Unusable("read.kind.locked", book=book)
        if kind == _DIMENSIONS and not _is_possible(stream[at + 4:at + 4 + length]):
            raise Unusable("read.damaged_xls", book=book)
        if kind == _BEGIN:
            bottom = right = 0
        elif kind in _CELLS:
            row, column = (int.from_bytes(stream[place:place + 2], "little") for place in (at + 4, at + 6))
            cells += 1
            if row >= bottom or column >= right:
                slots -= bottom * right
                bottom, right = max(bottom, row + 1), max(right, column + 1)
                slots += bottom * right
        at += 4 + length
    if cells > limits.cells:
        raise Unusable("read.too_many_cells", book=book, limit=limits.cells)
    if slots > limits.slots:
        raise Unusable("read.scattered", book=book, limit=limits.slots)


def _is_possible(record: bytes) -> bool:
    """Whether a DIMENSIONS record lies within a sheet; the fast reader asks for the memory it names, whatever it says."""
    wide = 4 if len(record) >= 14 else 2        # rows take four bytes since BIFF8
    places = (0, wide, 2 * wide, 2 * wide + 2)
    sizes = (wide, wide, 2, 2)
    top, bottom, left, right = (int.from_bytes(record[at:at + size], "little")
                                for at, size in zip(places, sizes, strict=True))
    return len(record) >= 8 and top <= bottom <= 65_536 and left <= right <= 256
