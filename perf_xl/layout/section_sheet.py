"""Several small tables below each other on one sheet, over one set of columns."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perf_xl.layout.measure import row_height
from perf_xl.layout.table_sheet import CellValue
from perf_xl.picture.blueprint import CellDrawing, Formula, Link, Print, SheetDrawing
from perf_xl.picture.grid import Area

TOP = 4          # the row in which the first section's title stands


class Section(Struct, frozen=True):
    """A title, headings from the first column on, rows, and a row of totals with styles of its own.

    `styles` are those of the columns. `blank` is said where there are no rows. `spans` makes a column reach to
    another one: position -> position of the last column it covers.
    """

    title: str
    heads: tuple[str, ...]
    styles: tuple[str, ...]
    rows: Sequence[Sequence[CellValue]] = ()
    totals: tuple[CellValue, ...] = ()
    total_styles: tuple[str, ...] = ()
    blank: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def next_row(sections: Sequence[Section]) -> int:
    """The row of the first line of a section that follows these, so that its formulas can be written."""
    return TOP + sum(map(_height, sections)) + 2


def _height(section: Section) -> int:
    """Title, heads, rows or the blank line, totals, and a free row."""
    return 2 + max(len(section.rows), 1) + bool(section.totals) + 1


def draw_sections(name: str, title: str, note: str, widths: Sequence[float], sections: Sequence[Section], tab: str = "") -> SheetDrawing:
    """A sheet of its own."""
    last = len(widths)
    cells = [CellDrawing(1, 1, title, "page.title", (1, last)), CellDrawing(2, 1, note, "page.note", (2, last))]
    heights = [(1, 36.0), (2, row_height((note, sum(widths)), least=18))]
    drawn, below, bottom = draw_below(sections, widths, TOP)
    return SheetDrawing(name=name, cells=(*cells, *drawn), widths=tuple(enumerate(widths, 1)), heights=(*heights, *below),
                        protect=True, tab=tab, freeze=(3, 1),
                        print=Print(Area(1, 1, bottom, last), landscape=True, repeat_rows=(1, 1), footer="— &P —"))


def draw_below(sections: Sequence[Section], widths: Sequence[float], top: int) -> tuple[list[CellDrawing], list[tuple[int, float]], int]:
    """Cells, heights and the last row of sections that begin in row `top`."""
    cells: list[CellDrawing] = []
    heights: list[tuple[int, float]] = []
    row = top
    for section in sections:
        cells.append(CellDrawing(row, 1, section.title, "page.heading", (row, len(widths))))
        heights.append((row, 24.0))
        cells += _line(row + 1, section, section.heads, ("table.head",) * len(section.heads))
        heights.append((row + 1, 22.0))
        row += 2
        for values in section.rows:
            cells += _line(row, section, values, section.styles)
            heights.append((row, _row_height(values, section, widths)))
            row += 1
        if not section.rows:
            cells.append(CellDrawing(row, 1, section.blank, "page.note", (row, len(widths))))
            row += 1
        if section.totals:
            cells += _line(row, section, section.totals, section.total_styles)
            heights.append((row, 20.0))
            row += 1
        row += 1
    return cells, heights, row - 2


def _line(row: int, section: Section, values: Sequence[CellValue], styles: Sequence[str]) -> list[CellDrawing]:
    cells = []
    for column, (value, style) in zip(_columns(section), zip(values, styles, strict=True), strict=True):
        start, end = column
        worn = "table.text" if style == "table.link" and not isinstance(value, Link) else style
        cells.append(CellDrawing(row, start, value, worn, (row, end) if end > start else None))
    return cells


def _columns(section: Section) -> list[tuple[int, int]]:
    """First and last column of each value."""
    spans = dict(section.spans)
    found, column = [], 1
    for position in range(len(section.heads)):
        end = column + spans.get(position, 0)
        found.append((column, end))
        column = end + 1
    return found


def _row_height(values: Sequence[CellValue], section: Section, widths: Sequence[float]) -> float:
    cells = [(_text(value), sum(widths[start - 1:end])) for value, (start, end) in zip(values, _columns(section), strict=True)]
    return row_height(*cells, least=20)


def _text(value: CellValue) -> str:
    if isinstance(value, Formula):
        return ""
    return value.text if isinstance(value, Link) else str(value or "")
