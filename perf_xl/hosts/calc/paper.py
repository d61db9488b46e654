"""Excel's PageSetup over a page style of the sheet's own in a live Calc document."""

from __future__ import annotations

import re
from typing import Any

from perf_xl.hosts.calc.office import load_uno

_UNITS_PER_POINT = 35.278
_WIDE, _HIGH = 21000, 29700                         # A4 in 1/100 mm
_PAGE = "&P"
_MARGINS = {"LeftMargin": "LeftMargin", "RightMargin": "RightMargin", "TopMargin": "TopMargin", "BottomMargin": "BottomMargin"}
_IGNORED = frozenset({"FooterMargin", "Zoom"})
_ROWS = re.compile(r"\$(\d+):\$(\d+)")


class NativePageSetup:
    """Setting a property of Excel's name changes the page style of the sheet; one is made for it first."""

    _sheet: Any

    def __init__(self, sheet: Any) -> None:
        object.__setattr__(self, "_sheet", sheet)

    @property
    def PrintArea(self) -> str:
        areas = self._sheet.uno.getPrintAreas()
        if not areas:
            return ""
        first = areas[0]
        return str(self._sheet.range((first.StartRow + 1, first.StartColumn + 1), (first.EndRow + 1, first.EndColumn + 1)).address)

    @property
    def Orientation(self) -> int:
        styles = self._sheet.document.getStyleFamilies().getByName("PageStyles")
        return 2 if styles.getByName(self._sheet.uno.PageStyle).IsLandscape else 1

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _IGNORED:
            return
        if name == "PrintArea":
            self._sheet.uno.setPrintAreas((self._sheet.range(value).cells.getRangeAddress(),) if value else ())
        elif name == "PrintTitleRows":
            self._title_rows(value)
        elif name == "CenterFooter":
            self._footer(value)
        else:
            self._set(self._style(), name, value)

    def _style(self) -> Any:
        document, name = self._sheet.document, f"perf_xl {self._sheet.name}"
        styles = document.getStyleFamilies().getByName("PageStyles")
        if not styles.hasByName(name):
            styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
            self._sheet.uno.PageStyle = name
            styles.getByName(name).HeaderIsOn = styles.getByName(name).FooterIsOn = False
        return styles.getByName(name)

    def _set(self, style: Any, name: str, value: Any) -> None:
        if name in _MARGINS:
            setattr(style, _MARGINS[name], round(value * _UNITS_PER_POINT))
        elif name == "PaperSize":
            style.Width, style.Height = _WIDE, _HIGH
        elif name == "Orientation":
            style.IsLandscape = value == 2
            style.Width, style.Height = (_HIGH, _WIDE) if value == 2 else (_WIDE, _HIGH)
        elif name == "CenterHorizontally":
            style.CenterHorizontally = bool(value)
        elif name in ("FitToPagesWide", "FitToPagesTall"):
            setattr(style, "ScaleToPagesX" if name == "FitToPagesWide" else "ScaleToPagesY", int(value))
        else:
            raise AttributeError(name)

    def _title_rows(self, rows: str) -> None:
        found = _ROWS.fullmatch(rows)
        if not found:
            raise ValueError(rows)
        address = self._sheet.range((int(found[1]), 1), (int(found[2]), 1)).cells.getRangeAddress()
        self._sheet.uno.setTitleRows(address)
        self._sheet.uno.setPrintTitleRows(True)

    def _footer(self, text: str) -> None:
        """Text, with the number of the page where Excel writes &P."""
        style = self._style()
        style.FooterIsOn = True
        content = style.RightPageFooterContent
        for part in (content.LeftText, content.RightText, content.CenterText):
            part.setString("")
        before, found, after = text.partition(_PAGE)
        cursor = content.CenterText.createTextCursor()
        content.CenterText.insertString(cursor, before, False)
        if found:
            field = self._sheet.document.createInstance("com.sun.star.text.TextField.PageNumber")
            content.CenterText.insertTextContent(cursor, field, False)
            content.CenterText.insertString(cursor, after, False)
        style.RightPageFooterContent = content


def set_tab_colour(sheet: Any, bgr: int) -> None:
    """The colour of the sheet's tab."""
    load_uno()
    sheet.uno.TabColor = (bgr & 255) << 16 | (bgr & 0xFF00) | bgr >> 16
