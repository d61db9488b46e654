"""Draws a native chart, which stays alive in the workbook: it follows its cells."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.note_box import FONT
from perf_xl.picture.blueprint import ChartDrawing, SeriesDrawing
from perf_xl.picture.grid import Area

_FONT = {"name": FONT, "size": 9}


def draw_chart(workbook: Any, sheet: Any, drawing: ChartDrawing) -> None:
    """One chart with its top left corner at the row and column of the drawing."""
    chart = workbook.add_chart({"type": drawing.kind})
    if chart is None:
        raise ValueError(f"no such chart: {drawing.kind!r}")
    for series in drawing.series:
        chart.add_series(_series(series, drawing.kind))
    chart.set_title({"name": drawing.title, "name_font": {"name": FONT, "size": 12, "bold": True}}
                    if drawing.title else {"none": True})
    chart.set_legend({"position": "bottom", "font": _FONT} if len(drawing.series) > 1 else {"none": True})
    named = {"name": drawing.y_title, "name_font": {**_FONT, "bold": False}} if drawing.y_title else {}
    chart.set_x_axis({"num_font": _FONT} if drawing.kind != "bar" else {"num_font": _FONT, **named})
    shape = {"num_format": drawing.y_format} if drawing.y_format else {}
    lines = {**shape, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}, "num_font": _FONT}
    chart.set_y_axis({"reverse": True, "num_font": _FONT} if drawing.kind == "bar" else {**lines, **named})
    if drawing.kind == "line":
        chart.show_blanks_as("span")        # said outright: without it LibreOffice draws what is still to come as zero
    chart.set_size({"width": drawing.width, "height": drawing.height})
    sheet.insert_chart(drawing.row - 1, drawing.column - 1, chart)


def _series(series: SeriesDrawing, kind: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "name": series.title,
        "categories": [series.sheet, *_corners(series.categories)],
        "values": [series.sheet, *_corners(series.values)],
    }
    if kind == "line":
        line: dict[str, Any] = {"width": 2, **({"color": series.colour} if series.colour else {})}
        options["line"] = {**line, **({"dash_type": "dash"} if series.dashed else {})}
        options["marker"] = _marker(series)
    elif series.colour:
        options["fill"] = {"color": series.colour}
    return options


def _marker(series: SeriesDrawing) -> dict[str, Any]:
    if not series.marker:
        return {"type": "none"}
    colour = {"fill": {"color": series.colour}, "border": {"color": series.colour}} if series.colour else {}
    return {"type": series.marker, "size": 6, **colour}


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.top - 1, area.left - 1, area.bottom - 1, area.right - 1
