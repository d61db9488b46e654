"""Charts of a live Calc document under the names that Excel's own objects carry, as far as the host uses them."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.formulas import to_calc
from perf_xl.hosts.calc.office import load_uno

_DIAGRAMS = {65: "LineDiagram", 51: "BarDiagram", 57: "BarDiagram"}     # xlLineMarkers, xlColumnClustered, xlBarClustered
_BAR = 57
_SYMBOLS = {1: 0, 2: 1, 8: 8}                    # Excel's MarkerStyle -> number of LibreOffice's own symbol
_UNITS_PER_POINT = 35.278
_SYMBOL_SIZE = 220                               # 1/100 mm


class NativeCharts:
    """Excel's ChartObjects of one sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def _uno(self) -> Any:
        return self._sheet.uno.getCharts()

    @property
    def Count(self) -> int:
        return int(self._uno.getCount())

    def Delete(self) -> None:
        for name in self._uno.getElementNames():
            self._uno.removeByName(name)

    def Add(self, Left: float, Top: float, Width: float, Height: float) -> NativeChartObject:
        box = load_uno().createUnoStruct("com.sun.star.awt.Rectangle")
        box.X, box.Y, box.Width, box.Height = (round(points * _UNITS_PER_POINT) for points in (Left, Top, Width, Height))
        name = f"perf_xl {self.Count + 1}"
        # Without any cells the chart would not be tied to the sheet; its series are thrown away at once.
        self._uno.addNewByName(name, box, (self._sheet.range("A1").cells.getRangeAddress(),), False, False)
        return NativeChartObject(self._sheet.book.app.office, self._uno.getByName(name).getEmbeddedObject())


class NativeChartObject:
    def __init__(self, office: Any, document: Any) -> None:
        self.Chart = NativeChart(office, document)


class NativeChart:
    """Excel's Chart. `document` is the chart's own document inside the sheet."""

    def __init__(self, office: Any, document: Any) -> None:
        self.office, self.document = office, document
        self.ChartTitle = NativeText(document.getTitle())

    @property
    def _system(self) -> Any:
        return self.document.getFirstDiagram().getCoordinateSystems()[0]

    @property
    def kind(self) -> Any:
        """LibreOffice's own chart type: it holds the series."""
        return self._system.getChartTypes()[0]

    @property
    def ChartType(self) -> None:
        raise AttributeError

    @ChartType.setter
    def ChartType(self, kind: int) -> None:
        diagram = self.document.createInstance(f"com.sun.star.chart.{_DIAGRAMS[kind]}")
        self.document.setDiagram(diagram)
        diagram.getWall().FillStyle = load_uno().Enum("com.sun.star.drawing.FillStyle", "NONE")
        if kind == _BAR:
            diagram.Vertical = True
        self.kind.setDataSeries(())

    def SeriesCollection(self, number: int | None = None) -> NativeSeriesCollection:
        return NativeSeriesCollection(self)

    def set_categories(self, representation: str) -> None:
        axis = self._system.getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        scale.Categories = self.sequence(representation, "categories")
        axis.setScaleData(scale)

    def sequence(self, representation: str, role: str) -> Any:
        """Cells as the data of a role, without a label."""
        found = self.document.getDataProvider().createDataSequenceByRangeRepresentation(representation)
        found.Role = role
        labelled = self.office.create("com.sun.star.chart2.data.LabeledDataSequence")
        labelled.setValues(found)
        return labelled

    @property
    def HasTitle(self) -> bool:
        return bool(self.document.HasMainTitle)

    @HasTitle.setter
    def HasTitle(self, shown: bool) -> None:
        self.document.HasMainTitle = shown
        self.ChartTitle = NativeText(self.document.getTitle())

    @property
    def HasLegend(self) -> bool:
        return bool(self.document.HasLegend)

    @HasLegend.setter
    def HasLegend(self, shown: bool) -> None:
        self.document.HasLegend = shown

    @property
    def Legend(self) -> NativeLegend:
        return NativeLegend(self.document.getLegend())

    def Axes(self, which: int) -> NativeAxis:
        """Only the axis of values."""
        return NativeAxis(self.document)


class NativeText:
    def __init__(self, shape: Any) -> None:
        self._shape = shape

    @property
    def Text(self) -> str:
        return str(self._shape.String)

    @Text.setter
    def Text(self, text: str) -> None:
        self._shape.String = text


class NativeLegend:
    def __init__(self, shape: Any) -> None:
        self._shape = shape

    @property
    def Position(self) -> str:
        return str(self._shape.Alignment.value)

    @Position.setter
    def Position(self, where: int) -> None:
        """Below, whatever number: the host knows no other place."""
        self._shape.LineStyle = load_uno().Enum("com.sun.star.drawing.LineStyle", "NONE")
        self._shape.FillStyle = load_uno().Enum("com.sun.star.drawing.FillStyle", "NONE")
        self._shape.Alignment = load_uno().Enum("com.sun.star.chart.ChartLegendPosition", "BOTTOM")


class NativeAxis:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._diagram = document.getDiagram()

    @property
    def HasTitle(self) -> bool:
        return bool(self._diagram.HasYAxisTitle)

    @HasTitle.setter
    def HasTitle(self, shown: bool) -> None:
        self._diagram.HasYAxisTitle = shown

    @property
    def AxisTitle(self) -> NativeText:
        return NativeText(self._diagram.getYAxisTitle())


    @property
    def TickLabels(self) -> NativeTickLabels:
        return NativeTickLabels(self._document)


class NativeTickLabels:
    def __init__(self, document: Any) -> None:
        self._document = document

    @property
    def NumberFormat(self) -> str:
        key = self._document.getDiagram().getYAxis().NumberFormat
        return str(self._document.getNumberFormats().getByKey(key).FormatString)

    @NumberFormat.setter
    def NumberFormat(self, text: str) -> None:
        locale = load_uno().createUnoStruct("com.sun.star.lang.Locale")
        locale.Language, locale.Country = "en", "US"
        formats = self._document.getNumberFormats()
        key = formats.queryKey(text, locale, False)
        axis = self._document.getDiagram().getYAxis()
        axis.LinkNumberFormatToSource = False
        axis.NumberFormat = formats.addNew(text, locale) if key == -1 else key


class NativeSeriesCollection:
    def __init__(self, chart: NativeChart) -> None:
        self._chart = chart

    @property
    def Count(self) -> int:
        return len(self._chart.kind.getDataSeries())

    def NewSeries(self) -> NativeSeries:
        made = self._chart.office.create("com.sun.star.chart2.DataSeries")
        self._chart.kind.addDataSeries(made)
        return NativeSeries(self._chart, made)


class NativeSeries:
    """Excel's Series. Values and name are put together when the values are known; set the name first."""

    _chart: NativeChart
    _uno: Any

    def __init__(self, chart: NativeChart, uno: Any) -> None:
        self._chart, self._uno = chart, uno
        self._name = ""
        self.Format = NativeSeriesFormat(uno)

    @property
    def Name(self) -> str:
        return self._name

    @Name.setter
    def Name(self, text: str) -> None:
        self._name = text

    @property
    def Values(self) -> str:
        return str(self._uno.getDataSequences()[0].getValues().getSourceRangeRepresentation())

    @Values.setter
    def Values(self, reference: str) -> None:
        data = self._chart.sequence(to_calc(reference).removeprefix("="), "values-y")
        provider = self._chart.document.getDataProvider()
        label = provider.createDataSequenceByRangeRepresentation('"' + self._name.replace('"', '""') + '"')
        label.Role = "label"
        data.setLabel(label)
        self._uno.setData((data,))

    @property
    def XValues(self) -> None:
        raise AttributeError

    @XValues.setter
    def XValues(self, reference: str) -> None:
        self._chart.set_categories(to_calc(reference).removeprefix("="))

    @property
    def MarkerStyle(self) -> int:
        return int(self._uno.Symbol.StandardSymbol)

    @MarkerStyle.setter
    def MarkerStyle(self, style: int) -> None:
        symbol = self._uno.Symbol
        symbol.Style = load_uno().Enum("com.sun.star.chart2.SymbolStyle", "STANDARD" if style in _SYMBOLS else "NONE")
        symbol.StandardSymbol = _SYMBOLS.get(style, 0)
        symbol.Size.Width = symbol.Size.Height = _SYMBOL_SIZE
        self._uno.Symbol = symbol

    @property
    def MarkerBackgroundColor(self) -> int:
        return int(self._uno.Symbol.FillColor)

    @MarkerBackgroundColor.setter
    def MarkerBackgroundColor(self, bgr: int) -> None:
        symbol = self._uno.Symbol
        symbol.FillColor = symbol.BorderColor = _turned(bgr)
        self._uno.Symbol = symbol

    MarkerForegroundColor = MarkerBackgroundColor


class NativeSeriesFormat:
    """Format.Line and Format.Fill of a series: for LibreOffice both are the colour of the series."""

    def __init__(self, uno: Any) -> None:
        self.Line = self.Fill = NativeLine(uno)


class NativeLine:
    def __init__(self, uno: Any) -> None:
        self._uno = uno
        self.ForeColor = NativeColour(uno)

    @property
    def Weight(self) -> float:
        return float(self._uno.LineWidth) / _UNITS_PER_POINT

    @Weight.setter
    def Weight(self, points: float) -> None:
        self._uno.LineWidth = round(points * _UNITS_PER_POINT)

    @property
    def DashStyle(self) -> int:
        return 4 if self._uno.LineStyle.value == "DASH" else 1

    @DashStyle.setter
    def DashStyle(self, style: int) -> None:
        uno = load_uno()
        if style == 1:
            self._uno.LineStyle = uno.Enum("com.sun.star.drawing.LineStyle", "SOLID")
            return
        dash = uno.createUnoStruct("com.sun.star.drawing.LineDash")
        dash.Dashes, dash.DashLen, dash.Distance = 1, 250, 150
        self._uno.LineStyle = uno.Enum("com.sun.star.drawing.LineStyle", "DASH")
        self._uno.LineDash = dash


class NativeColour:
    def __init__(self, uno: Any) -> None:
        self._uno = uno

    @property
    def RGB(self) -> int:
        return _turned(int(self._uno.Color))

    @RGB.setter
    def RGB(self, bgr: int) -> None:
        self._uno.Color = _turned(bgr)


def _turned(number: int) -> int:
    """Blue first to red first, and back."""
    return (number & 255) << 16 | (number & 0xFF00) | number >> 16
