"""A sheet of ours drawn into an open workbook: one block of contents, then looks in groups of like cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from perf_xl.hosts.excel.areas import address, addresses, gathered
from perf_xl.hosts.excel.charts import draw_charts
from perf_xl.hosts.excel.names import refers_to
from perf_xl.hosts.excel.paper import set_paper
from perf_xl.hosts.excel.read import block
from perf_xl.hosts.excel.texts import typed
from perf_xl.hosts.excel.write import colour
from perf_xl.picture.blueprint import Choice, Limit, SheetDrawing
from perf_xl.picture.grid import Area, Spot


class Looks(Protocol):
    """The part of a style in `layout.styles` that a host can show."""

    font: str
    size: float
    bold: bool
    colour: str
    fill: str
    border: str
    align: str
    valign: str
    wrap: bool
    number_format: str
    locked: bool
    underline: bool
    shrink: bool


Palette = Mapping[str, Any]
_LIST, _DECIMAL = 3, 2       # xlValidateList, xlValidateDecimal
_STOP, _WARNING = 1, 2       # xlValidAlertStop, xlValidAlertWarning
_BETWEEN, _AT_LEAST, _AT_MOST = 1, 7, 8
_SPARKLINE = 1               # xlSparkLine
_UNDERLINED = 2              # xlUnderlineStyleSingle
_BAR = (157, 195, 230)       # as in files


def draw_sheet(book: Any, drawing: SheetDrawing, palette: Palette) -> None:
    """Replace the contents of the sheet, or make it at the end of the workbook."""
    sheet, is_new = _cleared(book, drawing.name)
    _contents(sheet, drawing)
    _looks(sheet, drawing, palette)
    for cell in drawing.cells:
        if cell.to:
            block(sheet, Area(cell.row, cell.column, *cell.to)).merge()
    _sizes(sheet, drawing)
    for name, area in drawing.names:
        _name(sheet, name, area)
    for row, column, text in drawing.notes:
        sheet.range((row, column)).add_note(text)
    for row, column, style in drawing.fills:
        if style:
            sheet.range((row, column)).color = colour(palette[style].fill)
    _controls(book, sheet, drawing, palette)
    draw_charts(sheet, drawing.charts)
    for line in drawing.sparklines:
        sheet.range((line.row, line.column)).api.SparklineGroups.Add(_SPARKLINE, address(line.values))
    set_paper(sheet, drawing, is_new)
    if is_new and drawing.tab:
        sheet.api.Tab.Color = int(drawing.tab[4:6] + drawing.tab[2:4] + drawing.tab[:2], 16)
    if drawing.hidden:
        sheet.visible = False
    if drawing.protect:
        sheet.api.Protect(Contents=True, AllowFormattingColumns=True, AllowFormattingRows=True, AllowInsertingRows=True,
                          AllowSorting=True, AllowFiltering=True)


def _cleared(book: Any, name: str) -> tuple[Any, bool]:
    """The sheet without its contents, and whether it had to be made."""
    for sheet in book.sheets:
        if sheet.name == name:
            every = sheet.cells              # a merged blank area may lie beyond the used range
            every.unmerge()
            every.api.Validation.Delete()
            every.conditional_formats.clear()
            every.clear()
            return sheet, False
    return book.sheets.add(name, after=book.sheets[-1]), True


def _contents(sheet: Any, drawing: SheetDrawing) -> None:
    if not drawing.cells:
        return
    height = max(cell.row for cell in drawing.cells)
    width = max(cell.column for cell in drawing.cells)
    rows: list[list[object]] = [[None] * width for _ in range(height)]
    for cell in drawing.cells:
        rows[cell.row - 1][cell.column - 1] = typed(cell.value)
    block(sheet, Area(1, 1, height, width)).value = rows


def _looks(sheet: Any, drawing: SheetDrawing, palette: Palette) -> None:
    by_style: dict[str, list[Spot]] = {}
    for cell in drawing.cells:
        bottom, right = cell.to or (cell.row, cell.column)
        by_style.setdefault(cell.style, []).extend(
            (row, column) for row in range(cell.row, bottom + 1) for column in range(cell.column, right + 1))
    for style, spots in by_style.items():
        if style:
            for line in addresses(gathered(spots)):
                _dress(sheet.range(line), palette[style])


def _dress(cells: Any, looks: Looks) -> None:
    cells.font.name, cells.font.size, cells.font.bold = looks.font, looks.size, looks.bold
    if looks.colour:
        cells.font.color = colour(looks.colour)
    if looks.fill:
        cells.color = colour(looks.fill)
    if looks.number_format:
        cells.number_format = looks.number_format
    cells.horizontal_alignment, cells.vertical_alignment = looks.align, looks.valign
    cells.wrap_text = looks.wrap
    if looks.underline:
        cells.api.Font.Underline = _UNDERLINED
    if looks.shrink:
        cells.api.ShrinkToFit = True
    if looks.border == "thin":
        cells.borders.set("all", line_style="continuous", weight="thin")
    elif looks.border == "bottom":
        cells.borders.set(["edge_bottom"], line_style="continuous", weight="thin")
    cells.api.Locked = looks.locked


def _sizes(sheet: Any, drawing: SheetDrawing) -> None:
    for column, width in drawing.widths:
        sheet.range((1, column)).column_width = width
    for height, rows in _grouped(drawing.heights).items():
        for line in addresses(gathered((row, 1) for row in rows)):
            sheet.range(line).row_height = height


def _grouped(heights: Iterable[tuple[int, float]]) -> dict[float, list[int]]:
    grouped: dict[float, list[int]] = {}
    for row, height in heights:
        grouped.setdefault(height, []).append(row)
    return grouped


def _name(sheet: Any, name: str, area: Area) -> None:
    if name in [str(one.name).rpartition("!")[2] for one in sheet.names]:
        sheet.names[name].refers_to = refers_to(sheet.name, area)
    else:
        sheet.names.add(name, refers_to(sheet.name, area))


def _controls(book: Any, sheet: Any, drawing: SheetDrawing, palette: Palette) -> None:
    """Drop-downs, conditional formats, filter and frozen panes."""
    for choice in drawing.choices:
        _restrict(sheet, choice, {"Type": _LIST, "Formula1": f"={choice.source}"})
    for limit in drawing.limits:
        _restrict(sheet, limit, {"Type": _DECIMAL, **_bounds(limit)})
    for highlight in drawing.highlights:
        formats = block(sheet, highlight.area).conditional_formats
        if highlight.bars:
            formats.add_data_bar(_BAR, minimum=0, maximum=1, gradient=False)
        else:
            looks = palette[highlight.style]
            formats.add_custom(f"={highlight.formula.lstrip('=')}", fill_color=colour(looks.fill) if looks.fill else None,
                               font_color=colour(looks.colour) if looks.colour else None)
    if drawing.filter:
        sheet.api.AutoFilterMode = False
        block(sheet, drawing.filter).api.AutoFilter()
    _window(book, sheet, drawing)


def _bounds(limit: Limit) -> dict[str, Any]:
    """Operator and operands. Raises ValueError for a limit without bounds."""
    if limit.low is not None and limit.high is not None:
        return {"Operator": _BETWEEN, "Formula1": f"={limit.low}", "Formula2": f"={limit.high}"}
    if limit.low is not None:
        return {"Operator": _AT_LEAST, "Formula1": f"={limit.low}"}
    if limit.high is not None:
        return {"Operator": _AT_MOST, "Formula1": f"={limit.high}"}
    raise ValueError("a limit without bounds")


def _restrict(sheet: Any, rule: Choice | Limit, check: dict[str, Any]) -> None:
    """What may be typed, and what appears otherwise: a refusal, a warning that can be overruled, or nothing."""
    native = block(sheet, rule.area).api.Validation
    native.Delete()
    native.Add(AlertStyle=_STOP if rule.strict else _WARNING, **check)
    native.IgnoreBlank = True
    native.ErrorTitle, native.ErrorMessage = rule.title, rule.message
    native.ShowError = not (isinstance(rule, Choice) and rule.open)


def _window(book: Any, sheet: Any, drawing: SheetDrawing) -> None:
    """Frozen panes and gridlines belong to the window: the sheet is shown for a moment, then the user's one again."""
    seen = book.sheets.active
    sheet.activate()
    window = book.app.api.ActiveWindow
    window.FreezePanes = False
    if drawing.freeze:
        row, column = drawing.freeze
        window.SplitRow, window.SplitColumn = row - 1, column - 1
        window.FreezePanes = True
    sheet.show_gridlines = drawing.gridlines
    if seen.name != sheet.name:
        seen.activate()
