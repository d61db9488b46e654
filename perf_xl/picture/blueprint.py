"""A workbook to be drawn: what stands where and in which style. Writers only draw it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct, field

from perf_xl.picture.grid import Area

# Properties that every workbook has a place for (docProps/core.xml); any other name is a custom property.
CORE_PROPERTIES = frozenset({"title", "subject", "author", "keywords", "comments", "category"})

Drawable = str | int | float | Decimal | bool | date | datetime | None


class Formula(Struct, frozen=True):
    """A native formula with `=`; `value` is what it must show, so that readers without calculation see it too."""

    text: str
    value: Drawable = None


class Link(Struct, frozen=True):
    """A cell that leads to another place in the same workbook."""

    sheet: str
    cell: str
    text: str
    tip: str = ""


class CellDrawing(Struct, frozen=True):
    """One cell; `to` makes it a merged area down to that corner (row, column)."""

    row: int
    column: int
    value: Drawable | Formula | Link
    style: str
    to: tuple[int, int] | None = None


class Choice(Struct, frozen=True):
    """A drop-down: `source` is the name of a list (a defined name), or a formula that gives one. Wrong text is refused
    with title and message; where `open`, the list only suggests and any text is taken without a word."""

    area: Area
    source: str
    title: str
    message: str
    strict: bool = True      # False: a warning that can be overruled
    open: bool = False


class Limit(Struct, frozen=True):
    """A number that must lie between two bounds (either may be None)."""

    area: Area
    low: float | None
    high: float | None
    title: str
    message: str
    strict: bool = True


class Highlight(Struct, frozen=True):
    """A conditional format: the style where `formula` (relative to the area's first cell) holds; or data bars."""

    area: Area
    style: str = ""
    formula: str = ""
    bars: bool = False


class SeriesDrawing(Struct, frozen=True):
    """One line or column of a chart; areas lie on `sheet`."""

    title: str
    sheet: str
    categories: Area
    values: Area
    colour: str = ""
    dashed: bool = False
    marker: str = ""


class ChartDrawing(Struct, frozen=True):
    """A chart with its top left corner at row, column; size in pixels."""

    kind: str                # 'line', 'column' or 'bar'
    title: str
    series: tuple[SeriesDrawing, ...]
    row: int
    column: int
    width: int = 640
    height: int = 320
    y_title: str = ""
    y_format: str = ""


class Sparkline(Struct, frozen=True):
    """A small line (or columns) inside one cell, over `values` on the same sheet; between `low` and `high`, to compare."""

    row: int
    column: int
    values: Area
    colour: str = ""
    low: float = 0
    high: float = 1
    columns: bool = False


class Print(Struct, frozen=True):
    """How a sheet prints on A4."""

    area: Area | None = None
    landscape: bool = False
    repeat_rows: tuple[int, int] | None = None
    centred: bool = True
    footer: str = ""
    fit_height: bool = False
    breaks: tuple[int, ...] = ()      # a page ends after each of these rows


class SheetDrawing(Struct, frozen=True):
    """One sheet. `names` are scoped to it. `protect` locks cells whose style is locked, gently and without password."""

    name: str
    cells: tuple[CellDrawing, ...] = ()
    widths: tuple[tuple[int, float], ...] = ()
    column_styles: tuple[tuple[int, str], ...] = ()
    heights: tuple[tuple[int, float], ...] = ()
    names: tuple[tuple[str, Area], ...] = ()
    choices: tuple[Choice, ...] = ()
    limits: tuple[Limit, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    charts: tuple[ChartDrawing, ...] = ()
    sparklines: tuple[Sparkline, ...] = ()
    notes: tuple[tuple[int, int, str], ...] = ()
    fills: tuple[tuple[int, int, str], ...] = ()     # marks to be drawn at once: row, column, fill style ('': without colour)
    filter: Area | None = None
    freeze: tuple[int, int] | None = None            # row and column of the first cell that scrolls, from 1
    protect: bool = False
    hidden: bool = False
    tab: str = ""
    print: Print = Print()
    gridlines: bool = False
    zoom: int = 100


class Blueprint(Struct, frozen=True):
    """A workbook. `names` are workbook-wide: name, sheet, area."""

    sheets: tuple[SheetDrawing, ...]
    names: tuple[tuple[str, str, Area], ...] = ()
    properties: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    active: str = ""
