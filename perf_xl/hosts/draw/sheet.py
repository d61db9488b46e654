"""Furnishes one sheet: sizes, drop-downs, highlights, notes, charts, filter, protection."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.draw.cells import write_cells
from perf_xl.hosts.draw.charts import draw_chart
from perf_xl.hosts.draw.formats import Formats
from perf_xl.hosts.draw.formulas import spelled
from perf_xl.hosts.draw.paper import set_paper
from perf_xl.hosts.note_box import AUTHOR, FONT, SIZE, box, headed
from perf_xl.layout.sheet_name import quoted
from perf_xl.model.place import cell_name
from perf_xl.picture.blueprint import Choice, Limit, SheetDrawing, Sparkline
from perf_xl.picture.grid import Area

# What a locked sheet still allows. No password: the lock guards against slips, not against people.
GENTLE = dict.fromkeys((
    "select_locked_cells", "select_unlocked_cells", "format_columns", "format_rows", "insert_rows",
    "delete_rows", "sort", "autofilter", "objects", "scenarios",
), True)


def furnish(workbook: Any, sheet: Any, drawing: SheetDrawing, formats: Formats) -> None:
    """Draw everything of a sheet but its names."""
    _sizes(sheet, drawing, formats)
    write_cells(sheet, drawing, formats)
    _rules_of_entry(sheet, drawing)
    _highlights(sheet, drawing, formats)
    for chart in drawing.charts:
        draw_chart(workbook, sheet, chart)
    _sparklines(sheet, drawing)
    _notes(sheet, drawing)
    _view(sheet, drawing)
    if drawing.filter is not None:
        sheet.autofilter(*_corners(drawing.filter))
    if drawing.protect:
        sheet.protect("", GENTLE)
    set_paper(sheet, drawing)


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.top - 1, area.left - 1, area.bottom - 1, area.right - 1


def _sizes(sheet: Any, drawing: SheetDrawing, formats: Formats) -> None:
    widths, styles = dict(drawing.widths), dict(drawing.column_styles)
    for column in sorted(widths.keys() | styles.keys()):
        look = formats.cell(styles[column]) if column in styles else None
        sheet.set_column(column - 1, column - 1, widths.get(column), look)
    for row, height in drawing.heights:
        sheet.set_row(row - 1, height)


def _rules_of_entry(sheet: Any, drawing: SheetDrawing) -> None:
    for choice in drawing.choices:
        _restrict(sheet, choice, {"validate": "list", "source": spelled(choice.source)})
    for limit in drawing.limits:
        if limit.low is not None and limit.high is not None:
            bounds = {"criteria": "between", "minimum": limit.low, "maximum": limit.high}
        elif limit.low is not None:
            bounds = {"criteria": ">=", "value": limit.low}
        elif limit.high is not None:
            bounds = {"criteria": "<=", "value": limit.high}
        else:
            raise ValueError(f"a limit without bounds on {drawing.name!r}")
        _restrict(sheet, limit, {"validate": "decimal", **bounds})


def _restrict(sheet: Any, rule: Choice | Limit, check: dict[str, Any]) -> None:
    alert = {"show_error": not (isinstance(rule, Choice) and rule.open), "error_type": "stop" if rule.strict else "warning",
             "error_title": rule.title, "error_message": rule.message}
    if sheet.data_validation(*_corners(rule.area), {**check, **alert, "ignore_blank": True}):
        raise ValueError(f"Excel does not take this rule (title up to 32, message up to 255 signs): {rule}")


def _highlights(sheet: Any, drawing: SheetDrawing, formats: Formats) -> None:
    for highlight in drawing.highlights:
        if highlight.bars:
            rule: dict[str, Any] = {"type": "data_bar", "bar_solid": True, "bar_color": "#9DC3E6", "bar_border_color": "#5B9BD5",
                    "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        else:
            rule = {"type": "formula", "criteria": spelled(highlight.formula),
                    "format": formats.highlight(highlight.style)}
        sheet.conditional_format(*_corners(highlight.area), rule)


def _sparklines(sheet: Any, drawing: SheetDrawing) -> None:
    """Lines that look alike are one group, as Excel makes them: a change of colour or axis reaches all of them."""
    groups: dict[tuple[object, ...], list[Sparkline]] = {}
    for line in drawing.sparklines:
        groups.setdefault((line.colour, line.low, line.high, line.columns), []).append(line)
    for lines in groups.values():
        look = lines[0]
        sheet.add_sparkline(look.row - 1, look.column - 1, {
            "location": [cell_name(line.row, line.column) for line in lines],
            "range": [f"{quoted(drawing.name)}!{cell_name(line.values.top, line.values.left)}:{cell_name(line.values.bottom, line.values.right)}"
                      for line in lines],
            **({"type": "column"} if look.columns else {"markers": True, "weight": 1.75}), "min": look.low, "max": look.high, "show_hidden": True,
            **({"series_color": f"#{look.colour}", "markers_color": f"#{look.colour}"} if look.colour else {})})


def _notes(sheet: Any, drawing: SheetDrawing) -> None:
    """A note on a marked cell is a finding of ours and says so in its first line, so that it can be taken off again."""
    marked = {(row, column) for row, column, _ in drawing.fills}
    for row, column, text in drawing.notes:
        shown = headed(text) if (row, column) in marked else text
        width, height = box(shown)
        sheet.write_comment(row - 1, column - 1, shown, {
            "author": AUTHOR, "width": width, "height": height, "font_name": FONT, "font_size": SIZE})


def _view(sheet: Any, drawing: SheetDrawing) -> None:
    if drawing.freeze is not None:
        sheet.freeze_panes(drawing.freeze[0] - 1, drawing.freeze[1] - 1)
    if drawing.tab:
        sheet.set_tab_color(drawing.tab)
    if drawing.hidden:
        sheet.hide()
    sheet.hide_gridlines(1 if drawing.gridlines else 2)
    sheet.set_zoom(drawing.zoom)
