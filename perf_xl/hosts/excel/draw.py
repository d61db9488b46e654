"""A sheet of ours drawn into an open workbook: one block of contents, then looks in groups of like cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from perf_xl.hosts.excel.areas import addresses, gathered
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
_WARNING = 2                 # xlValidAlertWarning
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
        sheet.range((row, column)).color = colour(palette[style].fill)
    _controls(book, sheet, drawing, palette)
    draw_charts(sheet, drawing.charts)
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
            used = sheet.used_range
            used.unmerge()
            used.api.Validation.Delete()
            used.conditional_formats.clear()
            used.clear()
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
        if choice.open:
            continue      # suggestions are for new workbooks, which are drawn into a file
        validation = block(sheet, choice.area).data_validation
        validation.set_list(book.names[choice.source], in_cell_dropdown=True)
        _warn(validation.api, choice)
    for limit in drawing.limits:
        validation = block(sheet, limit.area).data_validation
        validation.set_decimal(*_bounds(limit))
        _warn(validation.api, limit)
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


def _bounds(limit: Limit) -> tuple[str, float] | tuple[str, float, float]:
    """Operator and operands. Raises ValueError for a limit without bounds."""
    if limit.low is not None and limit.high is not None:
        return "between", limit.low, limit.high
    if limit.low is not None:
        return "greater_than_or_equal", limit.low
    if limit.high is not None:
        return "less_than_or_equal", limit.high
    raise ValueError("a limit without bounds")


def _warn(native: Any, rule: Choice | Limit) -> None:
    """What appears when wrong text is typed: a refusal, or a warning that can be overruled."""
    native.ErrorTitle, native.ErrorMessage = rule.title, rule.message
    if not rule.strict:
        native.Modify(Type=native.Type, AlertStyle=_WARNING)


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
