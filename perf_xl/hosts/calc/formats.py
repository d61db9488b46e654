"""Looks of cells in a live Calc document: fill, font, lines, number formats, conditional formats."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.formulas import to_calc
from perf_xl.hosts.calc.office import load_uno

_AMBIGUOUS = "AMBIGUOUS_VALUE"
_GENERAL = frozenset({"General", "G/通用格式", "Standard"})
_HORIZONTAL = {"general": "STANDARD", "left": "LEFT", "center": "CENTER", "right": "RIGHT", "justify": "BLOCK"}
_VERTICAL = {"top": 1, "center": 2, "bottom": 3}         # com.sun.star.table.CellVertJustify2
_BOLD, _PLAIN = 150.0, 100.0                             # com.sun.star.awt.FontWeight
_POINT = 35                                              # 1/100 mm, a thin line
_VALUE = 4                                               # com.sun.star.sheet.DataBarEntryType.DATABAR_VALUE
_DATA_BAR = 2                                            # com.sun.star.sheet.ConditionEntryType.DATABAR

Colour = tuple[int, int, int]


def to_number(rgb: Colour) -> int:
    """(244, 182, 176) -> 0xF4B6B0, as LibreOffice counts colours."""
    return rgb[0] << 16 | rgb[1] << 8 | rgb[2]


def to_rgb(number: int) -> Colour | None:
    """The other way; -1 is no colour."""
    return None if number < 0 else (number >> 16 & 255, number >> 8 & 255, number & 255)


class Formats:
    """Fill, number format and alignment of a range (`of` is a ranges.Range)."""

    def __init__(self, of: Any) -> None:
        self.of = of

    def _mixed(self, name: str) -> bool:
        return bool(self.of.cells.getPropertyState(name).value == _AMBIGUOUS)

    @property
    def fill(self) -> Colour | None:
        return None if self._mixed("CellBackColor") else to_rgb(self.of.cells.CellBackColor)

    @fill.setter
    def fill(self, rgb: Colour | None) -> None:
        for cells in self.of.each():
            cells.CellBackColor = -1 if rgb is None else to_number(rgb)

    @property
    def number_format(self) -> str | None:
        if self._mixed("NumberFormat"):
            return None
        text = str(self.of.sheet.document.getNumberFormats().getByKey(self.of.cells.NumberFormat).FormatString)
        return "General" if text in _GENERAL else text

    @number_format.setter
    def number_format(self, text: str) -> None:
        locale = load_uno().createUnoStruct("com.sun.star.lang.Locale")
        locale.Language, locale.Country = "en", "US"
        formats = self.of.sheet.document.getNumberFormats()
        key = formats.queryKey(text, locale, False)
        if key == -1:
            key = formats.addNew(text, locale)
        for cells in self.of.each():
            cells.NumberFormat = key

    @property
    def horizontal(self) -> str:
        return str(self.of.cells.HoriJustify.value).lower()

    @horizontal.setter
    def horizontal(self, word: str) -> None:
        justify = load_uno().Enum("com.sun.star.table.CellHoriJustify", _HORIZONTAL[word])
        for cells in self.of.each():
            cells.HoriJustify = justify

    @property
    def vertical(self) -> str:
        return next((word for word, code in _VERTICAL.items() if code == self.of.cells.VertJustify), "bottom")

    @vertical.setter
    def vertical(self, word: str) -> None:
        for cells in self.of.each():
            cells.VertJustify = _VERTICAL[word]


class Font:
    """Name, size, weight and colour of the letters."""

    def __init__(self, of: Any) -> None:
        self.of = of

    def _set(self, *pairs: tuple[str, Any]) -> None:
        for cells in self.of.each():
            for name, value in pairs:
                setattr(cells, name, value)

    @property
    def name(self) -> str:
        return str(self.of.cells.CharFontName)

    @name.setter
    def name(self, name: str) -> None:
        self._set(("CharFontName", name), ("CharFontNameAsian", name))

    @property
    def size(self) -> float:
        return float(self.of.cells.CharHeight)

    @size.setter
    def size(self, points: float) -> None:
        self._set(("CharHeight", float(points)), ("CharHeightAsian", float(points)))

    @property
    def bold(self) -> bool:
        return bool(self.of.cells.CharWeight > _PLAIN)

    @bold.setter
    def bold(self, bold: bool) -> None:
        weight = _BOLD if bold else _PLAIN
        self._set(("CharWeight", weight), ("CharWeightAsian", weight))

    @property
    def color(self) -> Colour | None:
        return to_rgb(self.of.cells.CharColor)

    @color.setter
    def color(self, rgb: Colour) -> None:
        self._set(("CharColor", to_number(rgb)))


class Borders:
    """Thin black lines; other kinds are drawn as these."""

    _LINES = (("edge_top", "TopLine"), ("edge_bottom", "BottomLine"), ("edge_left", "LeftLine"),
              ("edge_right", "RightLine"), ("inside_vertical", "VerticalLine"), ("inside_horizontal", "HorizontalLine"))

    def __init__(self, of: Any) -> None:
        self.of = of

    def set(self, sides: list[str], line_style: Any = None, weight: Any = None, color: Any = None) -> None:
        line = load_uno().createUnoStruct("com.sun.star.table.BorderLine2")
        line.OuterLineWidth = line.LineWidth = 0 if line_style in (None, "none") else _POINT
        for cells in self.of.each():
            border = cells.TableBorder2
            for side, name in self._LINES:
                wanted = side in sides
                setattr(border, f"Is{name}Valid", wanted)
                if wanted:
                    setattr(border, name, line)
            cells.TableBorder2 = border


class ConditionalFormats:
    """Formats that depend on a formula, and data bars."""

    def __init__(self, of: Any) -> None:
        self.of = of

    def __len__(self) -> int:
        return int(self.of.cells.ConditionalFormat.getCount())

    def clear(self) -> None:
        formats = self.of.sheet.uno.ConditionalFormats
        for one in formats.getConditionalFormats():
            formats.removeByID(one.ID)

    def add_custom(self, spec: dict[str, Any]) -> Any:
        uno = load_uno()
        style = self._style(spec)
        formula = uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")
        entry = tuple(_property(name, value) for name, value in
                      (("Operator", formula), ("Formula1", to_calc(spec["formula"]).removeprefix("=")), ("StyleName", style)))
        entries = self.of.cells.ConditionalFormat
        entries.addNew(entry)
        self.of.cells.ConditionalFormat = entries
        return self

    def add_data_bar(self, spec: dict[str, Any]) -> Any:
        ranges = self.of.sheet.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(self.of.cells.getRangeAddress(), False)
        formats = self.of.sheet.uno.ConditionalFormats
        identity = formats.createByRange(ranges)
        made = next(one for one in formats.getConditionalFormats() if identity == one.ID)
        made.createEntry(_DATA_BAR, 0)
        bar = made.getByIndex(0)
        bar.Color, bar.UseGradient = to_number(spec["bar_color"]), bool(spec["gradient"])
        ends = bar.DataBarEntries
        for end, bound in zip(ends, spec["thresholds"], strict=True):
            if bound is not None:
                end.Type, end.Formula = _VALUE, str(bound)
        bar.DataBarEntries = ends
        return self

    def _style(self, spec: dict[str, Any]) -> str:
        fill, letters = spec.get("fill_color"), spec.get("font_color")
        name = f"perf_xl {fill or ''} {letters or ''}"
        styles = self.of.sheet.document.getStyleFamilies().getByName("CellStyles")
        if not styles.hasByName(name):
            styles.insertByName(name, self.of.sheet.document.createInstance("com.sun.star.style.CellStyle"))
            with _unprotected(self.of.sheet.document):
                style = styles.getByName(name)
                if fill:
                    style.CellBackColor = to_number(fill)
                if letters:
                    style.CharColor = to_number(letters)
        return name


class _unprotected:
    """All sheets without a password open inside the block: LibreOffice changes no style while one is protected."""

    def __init__(self, document: Any) -> None:
        sheets = document.getSheets()
        self._locked = [one for one in map(sheets.getByIndex, range(sheets.getCount())) if one.isProtected()]

    def __enter__(self) -> None:
        for sheet in self._locked:
            sheet.unprotect("")

    def __exit__(self, *_: object) -> None:
        for sheet in self._locked:
            if not sheet.isProtected():
                sheet.protect("")


def _property(name: str, value: Any) -> Any:
    made = load_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made
