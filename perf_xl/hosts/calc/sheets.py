"""Sheets and notes of a live Calc document behind xlwings' Sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from perf_xl.hosts.calc.names import Names
from perf_xl.hosts.calc.native import NativeSheet
from perf_xl.hosts.calc.office import load_uno
from perf_xl.hosts.calc.ranges import Range
from perf_xl.model.place import split_cell
from perf_xl.picture.grid import Area

_WHOLE_COLUMN, _WHOLE_ROW = 1048576, 1024
_ROWS_ONLY = re.compile(r"\$?(\d+):\$?(\d+)")


class Sheets:
    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def _uno(self) -> Any:
        return self.book.document.getSheets()

    @property
    def api(self) -> Any:
        return self._uno

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.getCurrentController().getActiveSheet())

    def __call__(self, name_or_index: int | str) -> Sheet:
        if isinstance(name_or_index, int):
            return Sheet(self.book, self._uno.getByIndex(name_or_index - 1))
        if not self._uno.hasByName(name_or_index):
            raise KeyError(name_or_index)
        return Sheet(self.book, self._uno.getByName(name_or_index))

    def __len__(self) -> int:
        return int(self._uno.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        for index in range(len(self)):
            yield Sheet(self.book, self._uno.getByIndex(index))

    def __contains__(self, name: str) -> bool:
        return bool(self._uno.hasByName(name))

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        index = before.index - 1 if before else after.index if after else 0
        name = name or f"Sheet{len(self) + 1}"
        self._uno.insertNewByName(name, index)
        return self(name)


class Sheet:
    def __init__(self, book: Any, uno: Any) -> None:
        self.book = book
        self.uno = uno

    @property
    def document(self) -> Any:
        return self.book.document

    @property
    def api(self) -> NativeSheet:
        return NativeSheet(self)

    @property
    def name(self) -> str:
        return str(self.uno.getName())

    @name.setter
    def name(self, name: str) -> None:
        self.uno.setName(name)

    @property
    def index(self) -> int:
        return int(self.uno.getRangeAddress().Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def visible(self) -> bool:
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, visible: bool) -> None:
        self.uno.IsVisible = bool(visible)

    @property
    def show_gridlines(self) -> bool:
        return bool(self.document.getCurrentController().ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, shown: bool) -> None:
        """LibreOffice keeps this for the window, not for the sheet: left as the user has it."""

    def activate(self) -> None:
        self.document.getCurrentController().setActiveSheet(self.uno)

    def delete(self) -> None:
        self.document.getSheets().removeByName(self.name)

    @property
    def used_range(self) -> Range:
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        found = cursor.getRangeAddress()
        return Range(self, Area(found.StartRow + 1, found.StartColumn + 1, found.EndRow + 1, found.EndColumn + 1))

    @property
    def cells(self) -> Range:
        return Range(self, Area(1, 1, _WHOLE_COLUMN, _WHOLE_ROW))

    def range(self, first: Any, last: Any = None) -> Range:
        """Cells by corner tuples, by address - several with commas - or by other ranges."""
        if isinstance(first, tuple) and len(first) == 4:
            row, column, height, width = first
            return Range(self, Area(row, column, row + height - 1, column + width - 1))
        areas = self._areas(first)
        if last is None:
            return Range(self, *areas)
        (top, left, *_), (*_, bottom, right) = areas[0], self._areas(last)[0]
        return Range(self, Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _areas(self, spec: Any) -> list[Area]:
        if isinstance(spec, Range):
            return list(spec.areas)
        if isinstance(spec, tuple):
            return [Area(*spec, *spec)]
        return [self._area(part) for part in spec.split(",")]

    def _area(self, address: str) -> Area:
        rows = _ROWS_ONLY.fullmatch(address)
        if rows:
            return Area(int(rows[1]), 1, int(rows[2]), _WHOLE_ROW)
        first, _, last = address.partition(":")
        try:
            return Area(*split_cell(first), *split_cell(last or first))
        except ValueError:
            found = self.uno.getCellRangeByName(address).getRangeAddress()
            return Area(found.StartRow + 1, found.StartColumn + 1, found.EndRow + 1, found.EndColumn + 1)

    def merged_areas(self) -> tuple[Area, ...]:
        """Every merged area. Cells of one format are merged alike: one of them is asked for all."""
        found: list[Area] = []
        groups = self.used_range.cells.getUniqueCellFormatRanges()
        for index in range(groups.getCount()):
            parts = groups.getByIndex(index).getRangeAddresses()
            first = Range(self, Area(*[number + 1 for number in (parts[0].StartRow, parts[0].StartColumn)] * 2))
            if not first.cells.getIsMerged():
                continue
            height, width = first.merge_area.shape
            found += [Area(row + 1, column + 1, row + height, column + width) for part in parts
                      for row in range(part.StartRow, part.EndRow + 1) for column in range(part.StartColumn, part.EndColumn + 1)]
        return tuple(sorted(found))

    # notes

    @property
    def notes(self) -> list[Note]:
        return [Note(self, one.getPosition()) for one in self.uno.getAnnotations()]

    def note_at(self, row: int, column: int) -> Note | None:
        return next((note for note in self.notes if (note.location.row, note.location.column) == (row, column)), None)

    def add_note(self, row: int, column: int, text: str) -> Note:
        position = load_uno().createUnoStruct("com.sun.star.table.CellAddress")
        position.Sheet, position.Row, position.Column = self.index - 1, row - 1, column - 1
        self.uno.getAnnotations().insertNew(position, text)
        return Note(self, position)


class Note:
    """A note, remembered by its cell: LibreOffice counts notes, and the count changes."""

    def __init__(self, sheet: Sheet, position: Any) -> None:
        self.sheet, self.position = sheet, position

    @property
    def api(self) -> Any:
        return self.sheet.uno.getCellByPosition(self.position.Column, self.position.Row).getAnnotation()

    @property
    def location(self) -> Range:
        row, column = self.position.Row + 1, self.position.Column + 1
        return Range(self.sheet, Area(row, column, row, column))

    @property
    def text(self) -> str:
        return str(self.api.getString())

    @text.setter
    def text(self, text: str) -> None:
        self.api.setString(text)

    @property
    def author(self) -> str:
        return str(self.api.getAuthor())

    def delete(self) -> None:
        notes = self.sheet.uno.getAnnotations()
        for index in range(notes.getCount()):
            at = notes.getByIndex(index).getPosition()
            if (at.Row, at.Column) == (self.position.Row, self.position.Column):
                notes.removeByIndex(index)
                return
