"""Cells of a live Calc document behind xlwings' Range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perf_xl.hosts.calc import values
from perf_xl.hosts.calc.formats import Borders, ConditionalFormats, Font, Formats
from perf_xl.hosts.calc.native import NativeRange
from perf_xl.hosts.calc.validation import DataValidation
from perf_xl.model.place import cell_name
from perf_xl.picture.grid import Area

_EVERYTHING = 1 | 2 | 4 | 8 | 16 | 32 | 64      # com.sun.star.sheet.CellFlags: values … notes, styles, formats
_CONTENTS = 1 | 2 | 4 | 16
_UNITS_PER_CHARACTER = 7 * 26.458               # a column width of one: 7 pixels, in 1/100 mm
_UNITS_PER_POINT = 35.278


class Range:
    """One or several areas of one sheet; what concerns values works on the first."""

    max_cells_per_read = max_cells_per_write = None       # no splitting: UNO takes a block of any size

    def __init__(self, sheet: Any, *areas: Area) -> None:
        self.sheet = sheet
        self.areas = areas
        self.options: dict[str, Any] = {}

    @property
    def area(self) -> Area:
        return self.areas[0]

    @property
    def cells(self) -> Any:
        return self.cells_of(self.area)

    def cells_of(self, area: Area) -> Any:
        return self.sheet.uno.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)

    def each(self) -> Iterator[Any]:
        for area in self.areas:
            yield self.cells_of(area)

    @property
    def api(self) -> NativeRange:
        return NativeRange(self)

    @property
    def row(self) -> int:
        return self.area.top

    @property
    def column(self) -> int:
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.bottom - self.area.top + 1, self.area.right - self.area.left + 1

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return (self.sheet, self.row, self.column, *self.shape)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, Area(top, left, top, left))

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        def corner(row: int, column: int) -> str:
            name = cell_name(row, column)
            letters = name.rstrip("0123456789")
            return f"{'$' * column_absolute}{letters}{'$' * row_absolute}{row}"

        parts = [corner(*area[:2]) + (":" + corner(*area[2:]) if area[:2] != area[2:] else "") for area in self.areas]
        sheet = "'" + self.sheet.name.replace("'", "''") + "'!" if external else ""
        return sheet + ",".join(parts)

    # contents

    @property
    def raw_value(self) -> Any:
        return values.read_block(self.sheet.document, self.cells)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows = data if isinstance(data, (list, tuple)) else [[data] * self.shape[1]] * self.shape[0]
        values.write_block(self.sheet.document, self.cells, rows)

    @property
    def formula(self) -> tuple[tuple[str, ...], ...] | str:
        rows = values.read_formula_block(self.cells)
        return rows if len(self) > 1 else rows[0][0]

    @formula.setter
    def formula(self, data: Any) -> None:
        self.raw_value = data

    def clear_contents(self) -> None:
        for cells in self.each():
            cells.clearContents(_CONTENTS)

    def clear(self) -> None:
        for cells in self.each():
            cells.clearContents(_EVERYTHING)

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Range | None:
        """Only what the host asks: the last cell that holds anything."""
        if (text, direction) != ("*", "backward"):
            raise NotImplementedError
        parts = self.cells.queryContentCells(_CONTENTS).getRangeAddresses()
        if not parts:
            return None
        row, column = max(part.EndRow for part in parts) + 1, max(part.EndColumn for part in parts) + 1
        return Range(self.sheet, Area(row, column, row, column))

    # looks

    @property
    def color(self) -> tuple[int, int, int] | None:
        return Formats(self).fill

    @color.setter
    def color(self, rgb: tuple[int, int, int] | None) -> None:
        Formats(self).fill = rgb

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def number_format(self) -> str | None:
        return Formats(self).number_format

    @number_format.setter
    def number_format(self, text: str) -> None:
        Formats(self).number_format = text

    @property
    def wrap_text(self) -> bool:
        return bool(self.cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, wrap: bool) -> None:
        for cells in self.each():
            cells.IsTextWrapped = wrap

    @property
    def horizontal_alignment(self) -> str:
        return str(self.cells.HoriJustify.value).lower()

    @horizontal_alignment.setter
    def horizontal_alignment(self, word: str) -> None:
        Formats(self).horizontal = word

    @property
    def vertical_alignment(self) -> str:
        return Formats(self).vertical

    @vertical_alignment.setter
    def vertical_alignment(self, word: str) -> None:
        Formats(self).vertical = word

    @property
    def left(self) -> float:
        return float(self.cells.Position.X) / _UNITS_PER_POINT

    @property
    def top(self) -> float:
        return float(self.cells.Position.Y) / _UNITS_PER_POINT

    @property
    def column_width(self) -> float:
        return float(self.cells.getColumns().getByIndex(0).Width) / _UNITS_PER_CHARACTER

    @column_width.setter
    def column_width(self, characters: float) -> None:
        for cells in self.each():
            cells.getColumns().Width = round(characters * _UNITS_PER_CHARACTER + 5 * 26.458)

    @property
    def row_height(self) -> float:
        return float(self.cells.getRows().getByIndex(0).Height) / _UNITS_PER_POINT

    @row_height.setter
    def row_height(self, points: float) -> None:
        for cells in self.each():
            cells.getRows().Height = round(points * _UNITS_PER_POINT)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    def select(self) -> None:
        self.sheet.document.getCurrentController().select(self.cells)

    # merged cells

    @property
    def merge_area(self) -> Range:
        return Range(self.sheet, self._grown(Area(self.row, self.column, self.row, self.column)))

    @property
    def merge_cells(self) -> bool | None:
        if not self.cells.getIsMerged() and self._grown(self.area) == self.area:
            return False
        first = self.merge_area.area
        return True if first.holds(*self.area[2:]) and first[2:] >= self.area[2:] else None

    def merge(self, across: bool = False) -> None:
        self.cells.merge(True)

    def unmerge(self) -> None:
        self.cells.merge(False)

    def _grown(self, area: Area) -> Area:
        """The area together with every merged area it touches."""
        cursor = self.sheet.uno.createCursorByRange(self.cells_of(area))
        cursor.collapseToMergedArea()
        grown = cursor.getRangeAddress()
        return Area(grown.StartRow + 1, grown.StartColumn + 1, grown.EndRow + 1, grown.EndColumn + 1)

    # notes

    @property
    def note(self) -> Any:
        return self.sheet.note_at(self.row, self.column)

    def add_note(self, text: str) -> Any:
        return self.sheet.add_note(self.row, self.column, text)
