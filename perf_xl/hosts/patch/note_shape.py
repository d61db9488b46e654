"""The boxes of notes: an old drawing language (VML) that programs write in their own ways, so it is changed as text.

Foreign shapes keep every byte; ours are added before the end and found again by the cell they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from math import ceil

from perf_xl.hosts.patch.order import child
from perf_xl.hosts.patch.package import Element
from perf_xl.picture.grid import Spot

EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = re.compile(r"<v:shape\b(?!type)(?:[^>]*/>|.*?</v:shape>)", re.DOTALL)
_ANCHOR = re.compile(r"(<x:Anchor>).*?(</x:Anchor>)", re.DOTALL)
_IDENTITY = re.compile(r"_x0000_s(\d+)")
_ROW, _COLUMN = (re.compile(rf"<x:{name}>\s*(\d{{1,9}})\s*</x:{name}>") for name in ("Row", "Column"))
_END = "</xml>"
_MAX_ROW = 1048576


class NoteShapes:
    """The boxes of one sheet's notes, by the cell they belong to."""

    def __init__(self, vml: str) -> None:
        self._pieces: list[str] = []       # every second one is a shape; '' where it was taken out
        self._by_cell: dict[Spot, list[int]] = {}
        self._highest: int | None = None   # number of a shape
        end = 0
        for shape in _SHAPE.finditer(vml):
            self._pieces += [vml[end:shape.start()], shape[0]]
            end = shape.end()
            if 'ObjectType="Note"' in shape[0]:
                for row, column in product(_ROW.findall(shape[0]), _COLUMN.findall(shape[0])):
                    self._by_cell.setdefault((int(row) + 1, int(column) + 1), []).append(len(self._pieces) - 1)
        self._pieces.append(vml[end:])

    def __bool__(self) -> bool:
        return any(self._pieces[1::2])

    def __str__(self) -> str:
        return "".join(self._pieces)

    def put(self, row: int, column: int, anchor: str) -> None:
        """A box for the cell's note: a new one, or the present one in its new place."""
        present = self._of_cell(row, column)
        if present is not None:
            self._pieces[present] = _ANCHOR.sub(rf"\g<1>{anchor}\g<2>", self._pieces[present])
            return
        last = self._pieces.pop()
        cut = last.rindex(_END)
        self._pieces += [last[:cut], _shape(self._next_number(), row, column, anchor), last[cut:]]
        self._by_cell.setdefault((row, column), []).append(len(self._pieces) - 2)

    def drop(self, row: int, column: int) -> None:
        present = self._of_cell(row, column)
        if present is not None:
            self._pieces[present] = ""
            self._highest = None

    def _of_cell(self, row: int, column: int) -> int | None:
        return next((index for index in self._by_cell.get((row, column), ()) if self._pieces[index]), None)

    def _next_number(self) -> int:
        if self._highest is None:
            self._highest = max([1024, *map(int, _IDENTITY.findall(str(self)))])
        self._highest += 1
        return self._highest


def _shape(number: int, row: int, column: int, anchor: str) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )


class Ruler:
    """Widths of columns and heights of rows of a sheet in pixels, to say where a box ends."""

    def __init__(self, root: Element) -> None:
        layout = child(root, "sheetFormatPr")
        given = layout.get("defaultColWidth") if layout is not None else None
        self._width = _column_pixels(float(given)) if given else 64
        self._height = _row_pixels(float(layout.get("defaultRowHeight", "15"))) if layout is not None else 20
        bands = child(root, "cols")
        self._bands = [
            (int(band.get("min")), int(band.get("max")),
             0 if band.get("hidden") in ("1", "true") else _column_pixels(float(band.get("width", "9.14"))))
            for band in (bands if bands is not None else ())
        ]
        data = child(root, "sheetData")
        self._rows = {
            int(row.get("r")): 0 if row.get("hidden") in ("1", "true") else _row_pixels(float(row.get("ht", "15")))
            for row in (data if data is not None else ())
            if row.get("r") and (row.get("ht") or row.get("hidden"))
        }

    def anchor(self, row: int, column: int, width: int, height: int) -> str:
        """Left column, its offset, top row, its offset, right column, its offset, bottom row, its offset; from 0."""
        left, top = column + 1, max(1, row - 1) if row < _MAX_ROW - 40 else row - 40
        right, right_rest = self._walk(left, 15 + width, self._column)
        bottom, bottom_rest = self._walk(top, 5 + height, self._row)
        return f"{left - 1}, 15, {top - 1}, 5, {right - 1}, {right_rest}, {bottom - 1}, {bottom_rest}"

    def _walk(self, index: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
        while pixels > (step := size(index)) and index < _MAX_ROW:
            pixels -= step
            index += 1
        return index, pixels

    def _column(self, column: int) -> int:
        return next((width for first, last, width in self._bands if first <= column <= last), self._width)

    def _row(self, row: int) -> int:
        return self._rows.get(row, self._height)


def _column_pixels(width: float) -> int:
    return ceil(width * 7)


def _row_pixels(points: float) -> int:
    return ceil(points * 4 / 3)
