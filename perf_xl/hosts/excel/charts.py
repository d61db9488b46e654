"""A native chart on a sheet of an open workbook: it follows its cells."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.excel.names import refers_to
from perf_xl.hosts.excel.read import block
from perf_xl.picture.blueprint import ChartDrawing, SeriesDrawing
from perf_xl.picture.grid import Area

_KINDS = {"line": 65, "column": 51, "bar": 57}          # xlLineMarkers, xlColumnClustered, xlBarClustered
_MARKERS = {"": -4142, "diamond": 2, "circle": 8, "square": 1}
_BELOW = -4107                                          # xlLegendPositionBottom
_VALUES = 2                                             # xlValue
_DASHED, _SOLID = 4, 1                                  # msoLineDash, msoLineSolid
_POINTS_PER_PIXEL = 0.75


def draw_charts(sheet: Any, charts: tuple[ChartDrawing, ...]) -> None:
    """These charts instead of any that were there. A sheet without charts, before and after, is not touched."""
    native = sheet.api.ChartObjects()
    if native.Count:
        native.Delete()
    for drawing in charts:
        corner = block(sheet, Area(drawing.row, drawing.column, drawing.row, drawing.column))
        made = native.Add(corner.left, corner.top, drawing.width * _POINTS_PER_PIXEL, drawing.height * _POINTS_PER_PIXEL)
        _furnish(made.Chart, drawing)


def _furnish(chart: Any, drawing: ChartDrawing) -> None:
    chart.ChartType = _KINDS[drawing.kind]
    while chart.SeriesCollection().Count:               # Excel may take some from the cells the user has selected
        chart.SeriesCollection(1).Delete()
    for series in drawing.series:
        _series(chart.SeriesCollection().NewSeries(), series, drawing.kind)
    chart.HasTitle = bool(drawing.title)
    if drawing.title:
        chart.ChartTitle.Text = drawing.title
    chart.HasLegend = len(drawing.series) > 1
    if len(drawing.series) > 1:
        chart.Legend.Position = _BELOW
    if drawing.y_format:
        chart.Axes(_VALUES).TickLabels.NumberFormat = drawing.y_format
    if drawing.y_title:
        axis = chart.Axes(_VALUES)
        axis.HasTitle = True
        axis.AxisTitle.Text = drawing.y_title


def _series(native: Any, series: SeriesDrawing, kind: str) -> None:
    native.Name = series.title
    native.Values = refers_to(series.sheet, series.values)
    native.XValues = refers_to(series.sheet, series.categories)
    number = _bgr(series.colour)
    if kind != "line":
        if number is not None:
            native.Format.Fill.ForeColor.RGB = number
        return
    native.MarkerStyle = _MARKERS[series.marker]
    line = native.Format.Line
    line.DashStyle = _DASHED if series.dashed else _SOLID
    line.Weight = 2
    if number is not None:
        line.ForeColor.RGB = number
        native.MarkerBackgroundColor = native.MarkerForegroundColor = number


def _bgr(rrggbb: str) -> int | None:
    """'1F4E79' as Excel counts colours: blue first."""
    return int(rrggbb[4:6] + rrggbb[2:4] + rrggbb[:2], 16) if rrggbb else None
