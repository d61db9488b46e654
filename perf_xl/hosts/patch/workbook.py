"""The workbook part: which sheet is which part, names, calculation, the list of sheets."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

from perf_xl.errors import Unusable
from perf_xl.hosts.patch.order import WORKBOOK, child, need, space_of
from perf_xl.hosts.patch.package import Element, Package
from perf_xl.hosts.patch.relations import Relations
from perf_xl.hosts.patch.strings import SharedStrings

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINKS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_APP = "docProps/app.xml"


class WorkbookPart:
    """The main part of a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = next(iter(Relations(package, "").of("officeDocument")), "")
        if self.part not in package:
            raise Unusable("write.not_a_workbook", path=package.book)
        self.links = Relations(package, self.part)
        if child(self._root(), "sheets") is None:
            raise Unusable("write.not_a_workbook", path=package.book)
        self._parts: dict[str, str] = {}
        self.strings = SharedStrings(package, next(iter(self.links.of("sharedStrings")), ""))

    @property
    def epoch(self) -> datetime:
        """The day zero of dates: some workbooks of old Macs count from 1904."""
        settings = child(self._root(), "workbookPr")
        since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        return datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)

    @property
    def styles(self) -> str:
        found = next(iter(self.links.of("styles")), "")
        if found not in self.package:
            raise Unusable("write.not_a_workbook", path=self.package.book)
        return found

    def sheet(self, name: str) -> str:
        """The part of a sheet, '' where there is none of that name. As in Excel, case does not count."""
        if not self._parts:
            known = {identity: part for identity, _, part in self.links}
            for node in self._sheets():
                part = known.get(node.get(_LINKS) or node.get(_STRICT_LINKS), "")
                self._parts[node.get("name", "").casefold()] = part
        return self._parts.get(name.casefold(), "")

    def worksheets(self) -> list[str]:
        return self.links.of("worksheet")

    def add_sheet(self, name: str, hidden: bool) -> str:
        """A new, still missing part for a sheet at the end."""
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        sheets = self._sheets(change=True)
        number = max([0, *(int(node.get("sheetId", "0")) for node in sheets)]) + 1
        node = sheets.makeelement(f"{space_of(sheets)}sheet", name=name, sheetId=str(number))
        if hidden:
            node.set("state", "hidden")
        node.set(_LINKS, self.links.add("worksheet", part))
        sheets.append(node)
        self._parts.clear()
        self.package.register(part, _SHEET_TYPE)
        self._forget_titles()
        return part

    def rename_scope(self, name: str, names: list[Element]) -> None:
        """Replace the names that are scoped to one sheet."""
        sheets = [node.get("name", "").casefold() for node in self._sheets()]
        index = str(sheets.index(name.casefold()))
        root = self._root(change=True)
        defined = need(root, "definedNames", WORKBOOK)
        for node in [node for node in defined if node.get("localSheetId") == index]:
            defined.remove(node)
        for node in names:
            copied = deepcopy(node)
            copied.set("localSheetId", index)
            defined.append(copied)
        if not len(defined):
            root.remove(defined)

    def forget_calculation_order(self) -> None:
        """Without its chain a program finds the order of formulas anew; with a wrong one Excel repairs the file."""
        for part in self.links.of("calcChain"):
            self.links.remove(part)
            self.package.drop(part)

    def recalculate_on_load(self) -> None:
        """Stored results of formulas may be stale now: the next program that opens the file computes them."""
        calculation = child(self._root(), "calcPr")
        if calculation is None or calculation.get("fullCalcOnLoad") != "1":
            need(self._root(change=True), "calcPr", WORKBOOK).set("fullCalcOnLoad", "1")

    def saved_by_libreoffice(self) -> bool:
        return _APP in self.package and b"LibreOffice" in self.package.read(_APP)

    def _forget_titles(self) -> None:
        """The lists of sheets and names in the extended properties are optional; without them they cannot be wrong."""
        if _APP in self.package:
            root = self.package.tree(_APP, change=True)
            for name in ("HeadingPairs", "TitlesOfParts"):
                node = child(root, name)
                if node is not None:
                    root.remove(node)

    def _root(self, change: bool = False) -> Element:
        return self.package.tree(self.part, change)

    def _sheets(self, change: bool = False) -> Element:
        return child(self._root(change), "sheets")
