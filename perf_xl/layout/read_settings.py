"""设置: what is filled in."""

from __future__ import annotations

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.model.settings import NO_SETTINGS, Settings, key_named
from perf_xl.picture.grid import Grid, SheetGrid

_LABEL, _VALUE = 2, 3       # where the head was taken away


def read_settings(grid: Grid) -> Settings:
    """What is filled in, found by the words of each row wherever they stand; nothing where there is no such sheet."""
    sheet = grid.sheet(form.SETTINGS)
    if sheet is None:
        return NO_SETTINGS
    head, label, value = _head(grid.book, sheet)
    found: dict[str, str] = {}
    for row in sheet.numbers(head + 1):
        name = entry_at(grid.book, sheet, row, label).text
        text = entry_at(grid.book, sheet, row, value).text
        if name and text:
            found.setdefault(key_named(name), text)
    return Settings(tuple(found.items()))


def _head(book: str, sheet: SheetGrid) -> tuple[int, int, int]:
    """Row of the head, column of the names, column of the values."""
    for row in range(1, min(sheet.height, 20) + 1):
        texts = [entry_at(book, sheet, row, column).text for column in sheet.columns(row)]
        if "设置项" in texts and "值" in texts:
            return row, texts.index("设置项") + 1, texts.index("值") + 1
    return form.HEAD_ROW, _LABEL, _VALUE
