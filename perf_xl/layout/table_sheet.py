"""Draws a plain table with a title, a note, a head that repeats, and a row of totals."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.layout.form import FIRST_ROW as FIRST_ROW
from perf_xl.layout.form import HEAD_ROW as HEAD_ROW
from perf_xl.layout.measure import row_height
from perf_xl.picture.blueprint import CellDrawing, Drawable, Formula, Link, Print, SheetDrawing
from perf_xl.picture.grid import Area

TITLE_ROW, NOTE_ROW = 1, 2

CellValue = Drawable | Formula | Link


class Column(Struct, frozen=True):
    """A column of a table: its heading, width in characters, and the style of its cells."""

    title: str | int
    width: float
    style: str = "table.text"
    head_style: str = "table.head"


def draw_table(name: str, title: str, note: str, columns: Sequence[Column], rows: Sequence[Sequence[CellValue]], *,
               totals: Sequence[CellValue] = (), total_styles: Sequence[str] = (), landscape: bool = True,
               tab: str = "", above: Sequence[CellDrawing] = (), protect: bool = True,
               wrap_columns: Sequence[int] = ()) -> SheetDrawing:
    """A sheet whose head stands in row 4 and whose rows begin in row 5.

    `totals` is a last row (styles beside it). `above` are further cells for row 3. `wrap_columns` are the positions
    whose text decides the height of a row.
    """
    last = len(columns)
    cells = [CellDrawing(TITLE_ROW, 1, title, "page.title", (TITLE_ROW, last)),
             CellDrawing(NOTE_ROW, 1, note, "page.note", (NOTE_ROW, last)), *above]
    width = sum(column.width for column in columns)
    heights = [(TITLE_ROW, 36.0), (NOTE_ROW, row_height((note, width), least=18)), (HEAD_ROW, 30.0)]
    cells += [CellDrawing(HEAD_ROW, index, column.title, column.head_style) for index, column in enumerate(columns, 1)]
    for row, values in enumerate(rows, FIRST_ROW):
        cells += [CellDrawing(row, index, value, column.style)
                  for index, (column, value) in enumerate(zip(columns, values, strict=True), 1)]
        wrapped = [(_text(values[index]), columns[index].width) for index in wrap_columns]
        if wrapped:
            heights.append((row, row_height(*wrapped, least=20)))
    end = FIRST_ROW + len(rows) - 1
    if totals:
        cells += [CellDrawing(end + 1, index, value, style)
                  for index, (value, style) in enumerate(zip(totals, total_styles, strict=True), 1)]
    bottom = end + bool(totals)
    return SheetDrawing(
        name=name, cells=tuple(cells), widths=tuple((index, column.width) for index, column in enumerate(columns, 1)),
        heights=tuple(heights), filter=Area(HEAD_ROW, 1, max(end, HEAD_ROW), last), freeze=(FIRST_ROW, 1),
        protect=protect, tab=tab,
        print=Print(Area(1, 1, max(bottom, HEAD_ROW), last), landscape=landscape, repeat_rows=(HEAD_ROW, HEAD_ROW),
                    footer="— &P —"),
    )


def with_columns_styled(sheet: SheetDrawing, columns: Sequence[Column]) -> SheetDrawing:
    """The same sheet, with rows added later by a program taking the style of their column."""
    return replace(sheet, column_styles=tuple((index, column.style) for index, column in enumerate(columns, 1)))


def _text(value: CellValue) -> str:
    if isinstance(value, Formula):
        return str(value.value or "")
    return value.text if isinstance(value, Link) else str(value or "")
