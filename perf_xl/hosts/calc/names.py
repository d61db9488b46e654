"""Defined names of a live Calc document behind xlwings' Names."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.formulas import to_calc, to_excel
from perf_xl.hosts.calc.office import load_uno


class Names:
    """Of the workbook together with its sheets, as Excel lists them; or of one sheet."""

    def __init__(self, book: Any, sheet: Any = None) -> None:
        self.book, self.sheet = book, sheet

    def _homes(self) -> list[tuple[Any, Any]]:
        if self.sheet is not None:
            return [(self.sheet, self.sheet.uno.NamedRanges)]
        return [(None, self.book.document.NamedRanges), *((sheet, sheet.uno.NamedRanges) for sheet in self.book.sheets)]

    def _all(self) -> list[Name]:
        return [Name(self.book, sheet, home, plain) for sheet, home in self._homes() for plain in home.getElementNames()]

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self._all()]

    def __call__(self, name_or_index: int | str) -> Name:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        for name in self._all():
            if name_or_index.casefold() in (name.name.casefold(), name.plain.casefold()):
                return name
        raise KeyError(name_or_index)

    def contains(self, name_or_index: int | str) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def __len__(self) -> int:
        return len(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        sheet, home = self._homes()[0]
        origin = load_uno().createUnoStruct("com.sun.star.table.CellAddress")
        if home.hasByName(name):
            home.removeByName(name)
        home.addNewByName(name, to_calc(refers_to).removeprefix("="), origin, 0)
        return Name(self.book, sheet, home, name)


class Name:
    def __init__(self, book: Any, sheet: Any, home: Any, plain: str) -> None:
        self.book = book
        self.sheet, self.home, self.plain = sheet, home, plain

    @property
    def api(self) -> Any:
        return self.home.getByName(self.plain)

    @property
    def name(self) -> str:
        return self.plain if self.sheet is None else "'" + self.sheet.name.replace("'", "''") + "'!" + self.plain

    @property
    def refers_to(self) -> str:
        return "=" + to_excel(self.api.getContent())

    @refers_to.setter
    def refers_to(self, text: str) -> None:
        self.api.setContent(to_calc(text).removeprefix("="))

    @property
    def refers_to_range(self) -> Any:
        cells = self.api.getReferredCells()
        if cells is None:
            raise ValueError(f"{self.plain} refers to no cells")
        from perf_xl.hosts.calc.sheets import Sheet

        sheet = Sheet(self.book, cells.getSpreadsheet())
        at = cells.getRangeAddress()
        return sheet.range((at.StartRow + 1, at.StartColumn + 1), (at.EndRow + 1, at.EndColumn + 1))

    def delete(self) -> None:
        self.home.removeByName(self.plain)
