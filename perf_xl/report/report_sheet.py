"""One sheet of a report under way: rows are taken from the top, every text merged over the width of the tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

from perf_xl.layout.measure import LINE, MAX_ROW, line_count, split_height
from perf_xl.picture.blueprint import CellDrawing, ChartDrawing, Drawable, Link, Print, SeriesDrawing, SheetDrawing
from perf_xl.picture.grid import Area
from perf_xl.report.fit import columns_of, row_lines
from perf_xl.report.inert import inert, on_one_line
from perf_xl.report.report import Chart, Table
from perf_xl.report.sheet_grid import content_of, edges, nearest, own_edges

FIGURES = "图表数据"
_UPRIGHT, _ACROSS = 92.0, 132.0        # characters on A4 in 10 points, upright and across
_MOST_COLUMNS_UPRIGHT = 9
_PIXELS, _POINTS_OF_A_ROW = 7, 15.0    # of a character's width; of a row nobody set
_LOWEST_ROW, _LOWEST_ROW_OF_ONE_PAGE = 20.0, 17.0
_COLOURS = ("1F4E79", "B3541E", "3A7D44", "6B3FA0")
_MARKERS = ("circle", "square", "triangle", "diamond")
_HEADINGS = ("page.title", "page.title", "page.heading", "page.heading", "title")
_HEADING_HEIGHTS = (44.0, 40.0, 28.0, 26.0, 34.0)
_HEADING_ROOM = (0.5, 0.5, 0.76, 0.76, 0.62)       # how many of the 10-point characters fit in this size
_PARAGRAPHS = {"note": "page.note", "caption": "page.note.centre", "centre": "page.note.centre", "right": "page.right"}


class Figures:
    """The sheet on which the figures of all charts stand, block below block."""

    def __init__(self) -> None:
        self._cells: list[CellDrawing] = []
        self._row = 1

    def add(self, chart: Chart) -> tuple[SeriesDrawing, ...]:
        """Write the chart's figures; gives its series, which point to them."""
        title, first = self._row, self._row + 2
        last = first + len(chart.categories) - 1
        unit = f"（{chart.unit}）" if chart.unit else ""
        self._put(title, 1, on_one_line(chart.title) + unit, "page.heading")
        for offset, name in enumerate(chart.categories):
            self._put(first + offset, 1, on_one_line(name), "table.text")
        series = []
        for at, each in enumerate(chart.series):
            self._put(first - 1, at + 2, on_one_line(each.title), "table.head")
            for offset, value in enumerate(each.values[:len(chart.categories)]):
                self._put(first + offset, at + 2, value, "table.amount")
            series.append(SeriesDrawing(on_one_line(each.title), FIGURES, Area(first, 1, last, 1), Area(first, at + 2, last, at + 2),
                                        _COLOURS[at % len(_COLOURS)], dashed=at % 2 == 1, marker=_MARKERS[at % len(_MARKERS)]))
        self._row = last + 2
        return tuple(series)

    def sheets(self) -> tuple[SheetDrawing, ...]:
        """The sheet; none where no chart was drawn."""
        if not self._cells:
            return ()
        return (SheetDrawing(FIGURES, tuple(self._cells), ((1, 34.0), *((column, 15.0) for column in range(2, 6)))),)

    def _put(self, row: int, column: int, value: Drawable, style: str) -> None:
        self._cells.append(CellDrawing(row, column, value, style))


class SheetOfReport:
    """Takes blocks from top to bottom."""

    def __init__(self, name: str, tables: Sequence[Table], one_page: bool = False, landscape: bool = False) -> None:
        self._name, self._one_page = name, one_page
        wide = any(len(table.widths) > _MOST_COLUMNS_UPRIGHT for table in tables)
        self._across = landscape or (wide and not one_page)
        self._width = _ACROSS if self._across else _UPRIGHT
        self._grid = edges(tables)
        self._row = 1
        self._cells: list[CellDrawing] = []
        self._heights: list[tuple[int, float]] = []
        self._charts: list[ChartDrawing] = []
        self._repeat: tuple[int, int] | None = None

    @property
    def _last(self) -> int:
        return len(self._grid) - 1

    def heading(self, level: int, text: str) -> None:
        level = min(level, 4)
        shown = inert(text) if level == 0 else on_one_line(text)
        lines = line_count(shown, self._width * _HEADING_ROOM[level])
        self._text(shown, _HEADINGS[level], [_HEADING_HEIGHTS[level] * lines])

    def paragraph(self, lead: str, text: str, style: str) -> None:
        shown = inert(lead + text)
        look = _PARAGRAPHS.get(style, "page.text")
        if look == "page.text" and style != "left":
            shown = "\n".join(f"　　{line}" for line in shown.split("\n"))
        self._text(shown, look, split_height(shown, self._width * 0.94, 20.0))

    def contents(self, title: str, entries: Sequence[tuple[int, str, str | None]]) -> None:
        """Entries that lead to their sheets."""
        if title:
            self._text(on_one_line(title), "page.heading", [28.0])
        for level, text, sheet in entries:
            shown = "　" * (0 if level < 2 else 1) + on_one_line(text)
            self._text(Link(sheet, "A1", shown) if sheet else shown, "table.link" if sheet else "table.text", [20.0])

    def chart(self, chart: Chart, figures: Figures) -> None:
        """A native chart over the sheet's width; the rows below it are left free."""
        width = int(self._width * _PIXELS)
        height = width * chart.height // 640
        if chart.categories and chart.series:
            self._charts.append(ChartDrawing(chart.kind, on_one_line(chart.title), figures.add(chart), self._row, 1, width, height,
                                             chart.unit))
        rows = math.ceil(height * 0.75 / _POINTS_OF_A_ROW) + 1
        self._take([_POINTS_OF_A_ROW] * rows)

    def table(self, table: Table) -> None:
        """Rows higher than a sheet allows take several rows, merged."""
        grid = [nearest(self._grid, edge) for edge in own_edges(table)]
        starts = self._rows_of(table)
        is_list = table.header_at is None and table.header_rows > 0
        for number, (row, begins) in enumerate(zip(table.rows, columns_of(table), strict=True)):
            for cell, begin in zip(row, begins, strict=True):
                value, style = content_of(cell, is_list)
                end = min(number + cell.rows, len(table.rows))
                right = grid[min(begin + cell.columns, len(table.widths))]
                self._cells.append(CellDrawing(starts[number], grid[begin] + 1, value, style, (starts[end] - 1, right)))
        if table.header_rows and self._repeat is None and not self._one_page:
            self._repeat = (starts[0], starts[table.header_rows] - 1)
        if self._one_page:
            self._take([6.0])

    def drawing(self) -> SheetDrawing:
        widths = tuple((at + 1, round((right - left) * self._width, 2)) for at, (left, right) in
                       enumerate(zip(self._grid, self._grid[1:], strict=False)))
        paper = Print(Area(1, 1, max(1, self._row - 1), self._last), landscape=self._across, repeat_rows=self._repeat,
                      footer="— &P —", fit_height=self._one_page)
        return SheetDrawing(self._name, tuple(self._cells), widths, heights=tuple(self._heights), charts=tuple(self._charts),
                            print=paper)

    def _rows_of(self, table: Table) -> list[int]:
        """The sheet's row at which each row of the table begins, and the first below the table."""
        least = _LOWEST_ROW_OF_ONE_PAGE if self._one_page else _LOWEST_ROW
        needed = [max(least, lines * LINE + 4) for lines in row_lines(table, self._width / 2)]
        starts = [self._row]
        for height in needed:
            rows = math.ceil(height / MAX_ROW)
            self._take([round(height / rows, 1)] * rows)
            starts.append(self._row)
        return starts

    def _text(self, value: Drawable | Link, style: str, heights: Sequence[float]) -> None:
        last = self._row + len(heights) - 1
        self._cells.append(CellDrawing(self._row, 1, value, style, (last, self._last)))
        self._take(heights)

    def _take(self, heights: Sequence[float]) -> None:
        """The next rows, in points."""
        for height in heights:
            self._heights.append((self._row, height))
            self._row += 1
