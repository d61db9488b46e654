"""What the fast reader does not give about a workbook as a whole: sheets with their parts, names, styles, properties."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from perf_xl.errors import Unusable
from perf_xl.hosts.safe_xml import local, tree
from perf_xl.hosts.xlsx_guard import Package
from perf_xl.hosts.xlsx_names import names_apart, names_of_elements, names_of_section
from perf_xl.law.limits import read_limits
from perf_xl.picture.grid import DefinedName, Later

_PERCENT_IDS, _DATE_IDS = frozenset({9, 10}), frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_QUOTED = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')       # what stands literally in a number format
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"       # as nearly all write it
# Kind of a live part -> how the names of its parts begin.
_LIVE = {"query": ("xl/connections.xml", "xl/querytables/"), "object": ("xl/embeddings/",),
         "control": ("xl/activex/",), "signature": ("_xmlsignatures/",)}


class SheetPart(Struct, frozen=True):
    """A worksheet: `part` is its name in the zip."""

    name: str
    hidden: bool
    part: str


class Styles(Struct, frozen=True):
    """Numbers of the cell formats that show percentages, and of those that show dates or times."""

    percents: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()


class BookParts(Struct, frozen=True):
    sheets: tuple[SheetPart, ...]
    names: Sequence[DefinedName]
    properties: Mapping[str, str] = field(default_factory=dict)
    has_macros: bool = False
    external_links: int = 0
    live_parts: tuple[str, ...] = ()
    since_1904: bool = False


def read_book_parts(package: Package) -> BookParts:
    """Raises Unusable when the list of sheets is missing or beyond a limit."""
    home = _workbook_part(package)
    xml = package.part(home, read_limits().small_part_mb)
    if not xml:
        raise Unusable("read.not_workbook")
    xml, section = names_apart(xml)
    book = tree(xml, home)
    targets = _targets(package, home)
    order: list[str] = []
    sheets: list[SheetPart] = []
    for entry in _children(book, "sheets"):
        name = entry.get("name", "")
        kind, part = targets.get(_relation(entry), ("", ""))
        order.append(name)
        if kind == "worksheet" and package.has(part):
            sheets.append(SheetPart(name, entry.get("state", "visible") != "visible", part))
    _check(order)
    names: Sequence[DefinedName] = (Later(lambda: names_of_section(section, order)) if section
                                    else names_of_elements(_children(book, "definedNames"), order))
    links = sum(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in package.names)
    settings = next((child for child in book if local(child.tag) == "workbookPr"), None)
    return BookParts(
        tuple(sheets), names, _properties(package),
        any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in package.names),
        max(links, sum(1 for _ in _children(book, "externalReferences"))), _live_parts(package),
        settings is not None and settings.get("date1904") in ("1", "true"))


def read_styles(package: Package) -> Styles:
    """Which cell formats are percentages and which are dates, by built-in number or by format code."""
    root = _tree(package, "xl/styles.xml")
    if root is None:
        return Styles()
    codes = {int(entry.get("numFmtId", "0")): entry.get("formatCode", "")
             for entry in _children(root, "numFmts") if entry.get("numFmtId", "").isdecimal()}
    formats = [int(number) if (number := entry.get("numFmtId", "0")).isdecimal() else 0
               for entry in _children(root, "cellXfs")]
    if len(formats) > read_limits().styles:
        raise Unusable("read.too_many_styles", found=len(formats), limit=read_limits().styles)
    percents = {number for number, code in codes.items() if shows_percent(code)} | (_PERCENT_IDS - codes.keys())
    dates = {number for number, code in codes.items() if shows_date(code)} | (_DATE_IDS - codes.keys())
    return Styles(frozenset(at for at, number in enumerate(formats) if number in percents),
                  frozenset(at for at, number in enumerate(formats) if number in dates))


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100; a quoted or escaped % is only text."""
    return "%" in _QUOTED.sub("", code)


def shows_date(code: str) -> bool:
    """Whether a number format shows a date, a time or elapsed time."""
    plain = _QUOTED.sub("", code.partition(";")[0])
    return _ELAPSED.search(code) is not None or any(letter in "dmyhsDMYHS" for letter in plain.replace("General", ""))


def _live_parts(package: Package) -> tuple[str, ...]:
    """What could run or fetch something when an office program opens the workbook, by the parts that hold it."""
    together = "\n".join(package.names)
    present = {kind for kind, marks in _LIVE.items() if any(mark in together for mark in marks)}
    links = (name for name in package.names if name.startswith("xl/externallinks/") and name.endswith(".xml"))
    if any(b"ddeLink" in package.part(name, read_limits().small_part_mb) for name in links):
        present.add("dde")
    return tuple(sorted(present))


def _check(order: list[str]) -> None:
    limit = read_limits().sheets
    if len(order) > limit:
        raise Unusable("read.too_many_sheets", found=len(order), limit=limit)
    if len({name.lower() for name in order}) < len(order):
        raise Unusable("read.same_sheet_names")


def _workbook_part(package: Package) -> str:
    for entry in _elements(package, "_rels/.rels"):
        if entry.get("Type", "").endswith("/officeDocument"):
            return entry.get("Target", "").lstrip("/").lower()
    return "xl/workbook.xml"


def _targets(package: Package, home: str) -> dict[str, tuple[str, str]]:
    """Relation id -> last word of its type, and the part it leads to."""
    folder, name = posixpath.split(home)
    found = {}
    for entry in _elements(package, f"{folder}/_rels/{name}.rels"):
        target = entry.get("Target", "").replace("\\", "/").lower()
        found[entry.get("Id", "")] = entry.get("Type", "").rpartition("/")[2], _beside(folder, target)
    return found


def _beside(folder: str, target: str) -> str:
    """The part a target leads to from a folder."""
    if target.startswith("/"):
        return target.lstrip("/")
    if folder and "./" not in target and "//" not in target:      # the usual case: nothing in it to be resolved
        return f"{folder}/{target}"
    return posixpath.normpath(posixpath.join(folder, target))


def _relation(entry: Element) -> str:
    found = entry.get(_RELATION)
    if found is not None:
        return found
    return next((value for key, value in entry.attrib.items() if local(key) == "id" and key != "id"), "")


def _properties(package: Package) -> dict[str, str]:
    """Properties the user typed come under their own names, then title, author and the like; the latter win.

    What the program that wrote the workbook tells of itself is left out: it lists every name once more, and nobody asks.
    """
    found: dict[str, str] = {}
    for entry in _elements(package, "docprops/custom.xml"):
        text = "".join(entry.itertext()).strip()
        if entry.get("name") and text:
            found[entry.get("name", "")] = text
    for entry in _elements(package, "docprops/core.xml"):
        if not len(entry) and entry.text and entry.text.strip():
            found[local(entry.tag)] = entry.text.strip()
    return found


def _tree(package: Package, part: str) -> Element | None:
    xml = package.part(part, read_limits().small_part_mb)
    return tree(xml, part) if xml else None


def _elements(package: Package, part: str) -> Iterable[Element]:
    root = _tree(package, part)
    return () if root is None else root


def _children(root: Element, name: str) -> list[Element]:
    """The elements inside the group `name` (sheets, definedNames, cellXfs …)."""
    return [child for group in root if local(group.tag) == name for child in group]
