"""The few members of Excel's own objects which the host needs beyond xlwings, over a live Calc document.

They carry Excel's names, so that the host's code is the same line for both programs.
"""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.charts import NativeCharts
from perf_xl.hosts.calc.dialogs import FileDialog, input_box
from perf_xl.hosts.calc.paper import NativePageSetup, set_tab_colour
from perf_xl.hosts.calc.validation import NativeValidation
from perf_xl.picture.grid import Area

_ALLOWED = ("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
            "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows",
            "AllowSorting", "AllowFiltering", "AllowUsingPivotTables")
_TEXT = 2                    # the Type of an InputBox


class NativeRange:
    """Excel's Range, as far as it is used."""

    def __init__(self, of: Any) -> None:
        self._of = of

    @property
    def Locked(self) -> bool:
        return bool(self._of.cells.CellProtection.IsLocked)

    @Locked.setter
    def Locked(self, locked: bool) -> None:
        for cells in self._of.each():
            protection = cells.CellProtection
            protection.IsLocked = locked
            cells.CellProtection = protection

    @property
    def Validation(self) -> NativeValidation:
        return NativeValidation(self._of)

    @property
    def EntireRow(self) -> NativeLines:
        return NativeLines(self._of, 0)

    @property
    def EntireColumn(self) -> NativeLines:
        return NativeLines(self._of, 1)

    @property
    def Font(self) -> NativeFont:
        return NativeFont(self._of)

    @property
    def SparklineGroups(self) -> NativeSparklines:
        return NativeSparklines()

    @property
    def ShrinkToFit(self) -> bool:
        return bool(self._of.cells.ShrinkToFit)

    @ShrinkToFit.setter
    def ShrinkToFit(self, shrink: bool) -> None:
        for cells in self._of.each():
            cells.ShrinkToFit = shrink

    def AutoFilter(self) -> None:
        """Arrows on the first row of the range: a database range of its own name."""
        ranges = self._of.sheet.document.DatabaseRanges
        name = f"perf_xl_filter_{self._of.sheet.uno.getRangeAddress().Sheet}"
        if ranges.hasByName(name):
            ranges.removeByName(name)
        ranges.addNewByName(name, self._of.cells.getRangeAddress())
        ranges.getByName(name).AutoFilter = True


class NativeSparklines:
    """Excel's SparklineGroups: LibreOffice 7.4 draws them from files, but lets no program add one."""

    def Add(self, Type: int, SourceData: str) -> None:
        """Left out."""


class NativeFont:
    """Excel's Font: what xlwings has no name for."""

    def __init__(self, of: Any) -> None:
        self._of = of

    @property
    def Underline(self) -> int:
        return int(self._of.cells.CharUnderline)

    @Underline.setter
    def Underline(self, kind: int) -> None:
        """Any of Excel's kinds becomes a single line."""
        for cells in self._of.each():
            cells.CharUnderline = 1


class NativeLines:
    """EntireRow or EntireColumn. `Hidden` is None where some are and some are not."""

    def __init__(self, of: Any, axis: int) -> None:
        self._of, self._axis = of, axis

    @property
    def Hidden(self) -> bool | None:
        """Asked line by line only where the first answer is not enough."""
        area, by_row = self._of.area, self._axis == 0
        lines = self._of.cells.getRows() if by_row else self._of.cells.getColumns()
        shown = self._shown()
        if shown == lines.getCount():
            return False
        return None if shown else area.top <= area.bottom

    def _shown(self) -> int:
        """How many of the lines are visible, counted across the whole sheet so that hidden columns hide no row."""
        area, by_row = self._of.area, self._axis == 0
        lines = self._of.cells.getRows() if by_row else self._of.cells.getColumns()
        if area[:2] == area[2:] or lines.getCount() == 1:
            return int(lines.getByIndex(0).IsVisible)
        whole = self._of.sheet.uno
        address = whole.getRangeAddress()
        wide = Area(area.top, 1, area.bottom, address.EndColumn + 1) if by_row else \
            Area(1, area.left, address.EndRow + 1, area.right)
        numbers: set[int] = set()
        for part in self._of.cells_of(wide).queryVisibleCells().getRangeAddresses():
            numbers.update(range(part.StartRow, part.EndRow + 1) if by_row else
                           range(part.StartColumn, part.EndColumn + 1))
        return len(numbers)


class NativeSheet:
    """Excel's Worksheet, as far as it is used."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:
        return bool(self._sheet.uno.isProtected())

    @property
    def Protection(self) -> NativeProtection:
        return NativeProtection()

    def Unprotect(self, password: str) -> None:
        self._sheet.uno.unprotect(password)

    def Protect(self, Contents: bool, **allowed: bool) -> None:
        self._sheet.uno.protect("")

    @property
    def PageSetup(self) -> NativePageSetup:
        return NativePageSetup(self._sheet)

    @property
    def Tab(self) -> NativeTab:
        return NativeTab(self._sheet)

    def ChartObjects(self) -> NativeCharts:
        return NativeCharts(self._sheet)

    @property
    def AutoFilterMode(self) -> bool:
        return bool(self._sheet.document.DatabaseRanges.getCount())

    @AutoFilterMode.setter
    def AutoFilterMode(self, on: bool) -> None:
        ranges = self._sheet.document.DatabaseRanges
        name = f"perf_xl_filter_{self._sheet.uno.getRangeAddress().Sheet}"
        if not on and ranges.hasByName(name):
            ranges.removeByName(name)


class NativeTab:
    """Excel's Tab of a sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def Color(self) -> int:
        return int(self._sheet.uno.TabColor)

    @Color.setter
    def Color(self, bgr: int) -> None:
        set_tab_colour(self._sheet, bgr)


class NativeProtection:
    """What a protected sheet allows; LibreOffice 7.4 tells none of it to programs."""

    def __getattr__(self, name: str) -> bool:
        if name in _ALLOWED:
            return False
        raise AttributeError(name)


class NativeApp:
    """Excel's Application: its window, and the question with several answers."""

    def __init__(self, app: Any) -> None:
        self._app = app

    @property
    def ActiveWindow(self) -> NativeWindow:
        return NativeWindow(self._app)

    def InputBox(self, Prompt: str, Title: str, Default: str = "", Type: int = 1) -> bool | float | str:
        """False when cancelled, or when a number was asked for and something else typed."""
        answer = input_box(self._app.office, Prompt, Title, Default)
        if answer is None or Type == _TEXT:
            return False if answer is None else answer
        return float(answer) if answer.strip().isdecimal() else False

    def FileDialog(self, kind: int) -> FileDialog:
        return FileDialog(self._app.office, kind)


class NativeWindow:
    """The window of the active document: frozen panes."""

    _app: Any
    _split: list[int]

    def __init__(self, app: Any) -> None:
        object.__setattr__(self, "_app", app)
        object.__setattr__(self, "_split", [0, 0])

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("SplitColumn", "SplitRow"):
            self._split[("SplitColumn", "SplitRow").index(name)] = int(value)
        elif name == "FreezePanes":
            controller = self._app.books.active.document.getCurrentController()
            controller.freezeAtPosition(*(self._split if value else (0, 0)))
        else:
            raise AttributeError(name)
