"""What the fast reader does not give about one sheet, found by searching its bytes - where that is proven safe.

`quick_facts` answers None as soon as anything is written in another way than Excel, WPS, LibreOffice, openpyxl and
XlsxWriter write it (prefixes, other quotes, other order, missing references, comments …); the sheet is then read
by the parser in `xlsx_stream`. Every cell tag is looked at first, so what is searched for later cannot hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape

from msgspec import Struct, field

from perf_xl.hosts.safe_xml import is_plain
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Area, Spot

_ROOT = re.compile(rb'<worksheet xmlns="http://[a-z./]+/(?:2006/)?main"[^>]*>')
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z]\d{1,3}+"(?: s="\d++")?+(?: t="\w++")?+/?>)')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="\d+")?(?: t="\w+")?(?: [a-z]+="\d+")*/?>')
_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)><f(?: [^>]*?)?(?:/>|>([^<]*)</f>)'
                      rb'(<v></v>|<v/>|<v>|<v xml:space="preserve">|<is>)?')
_FILLED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>/]*>')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]* t="e"[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"\s?/?>')
_ODD_ROW = re.compile(rb'<row(?! r="\d+"[ />])')
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]* hidden="(?:1|true)"')
_SPELLED = re.compile(rb"<v>[^<&]*&")
_COLUMN = re.compile(rb"<col ([^>]*?)/?>")
_FACT = re.compile(rb'(\w+)="([^"]*)"')


class SheetFacts(Struct, frozen=True):
    """As in SheetGrid. `texts` is how many cells show a shared text; `bottom` and `right` bound where they lie."""

    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    formulas: Mapping[Spot, str] = field(default_factory=dict)
    uncached: frozenset[Spot] = frozenset()
    errors: Mapping[Spot, str] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()
    texts: int = 0
    bottom: int = 0
    right: int = 0


def quick_facts(xml: bytes, percent_styles: frozenset[int]) -> SheetFacts | None:
    """The facts of a sheet; None where only the parser can be trusted."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0 or not is_plain(xml) or 0 in percent_styles or not _root_is_usual(xml[:start]):
        return None
    if end < start:
        end = start
    head, data, tail = xml[:start], xml[start:end], xml[end:]
    bounds = _bounds(data)
    if bounds is None or (b":" in data and b"xmlns" in data) or b"<c " in tail:
        return None
    if tail.count(b"<row") != tail.count(b"<rowBreaks"):
        return None
    try:
        merges, formulas, errors = _merges(tail), _formulas(data), _errors(data)
    except UnicodeDecodeError:
        return None
    rows, columns = _hidden_rows(data), _hidden_columns(head)
    if _has_spelled_values(data) or merges is None or formulas is None or errors is None or rows is None or columns is None:
        return None
    return SheetFacts(merges, rows, columns, *formulas, errors, _percents(data, percent_styles),
                      data.count(b' t="s"'), *bounds)


def _root_is_usual(head: bytes) -> bool:
    root = _ROOT.search(head)
    # The namespace of cells must not have a second name, or cells could hide behind a prefix.
    return root is not None and len(re.findall(rb"spreadsheetml/(?:2006/)?main[\"']", head)) == 1


def _bounds(data: bytes) -> tuple[int, int] | None:
    """Last row and column of the cells, (999, 26) for an ordinary sheet; None if a cell is written oddly."""
    if not _ODD_CELL.search(data):
        return 999, 26
    found = _CELL.findall(data)
    if len(found) != data.count(b"<c"):
        return None
    bottom, right = max(int(row) for _, row in found), max(map(_column, {letters for letters, _ in found}))
    return (bottom, right) if bottom <= 1_048_576 and right <= 16_384 else None


def _merges(tail: bytes) -> tuple[Area, ...] | None:
    found = _MERGE.findall(tail)
    if len(found) != tail.count(b"<mergeCell "):
        return None
    return tuple(Area(int(top), _column(left), int(bottom or top), _column(right or left))
                 for left, top, right, bottom in found)


def _formulas(data: bytes) -> tuple[dict[Spot, str], frozenset[Spot]] | None:
    formulas: dict[Spot, str] = {}
    uncached: set[Spot] = set()
    for found in _cells_with(data, b"<f", _FORMULA):
        if found is None:
            return None
        letters, row, facts, text, result = found.groups()
        spot = int(row), _column(letters)
        formulas[spot] = "=" + unescape(text.decode()) if text else ""
        # An empty result is one only where it says it is text: ="" is stored like that.
        if not result or (result in (b"<v></v>", b"<v/>") and b't="str"' not in facts):
            uncached.add(spot)
    return formulas, frozenset(uncached)


def _errors(data: bytes) -> dict[Spot, str] | None:
    errors: dict[Spot, str] = {}
    if b"#" not in data:
        return errors
    for found in _cells_with(data, b't="e"', _ERROR):
        if found is None:
            return None
        letters, row, text = found.groups()
        errors[int(row), _column(letters)] = unescape(text.decode())
    return errors


def _cells_with(data: bytes, sign: bytes, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes] | None]:
    """Each cell in which the sign stands, matched by the pattern; None for one that does not match."""
    at = data.find(sign)
    while at >= 0:
        found = pattern.match(data, data.rfind(b"<c r=", 0, at))
        yield found if found and found.end() > at else None
        at = data.find(sign, at + len(sign))


def _has_spelled_values(data: bytes) -> bool:
    """Whether a value that is no text of its own holds an entity: the fast reader would cut it there."""
    if b"&" not in data:
        return False
    return any(b't="str"' not in data[data.rfind(b"<c ", 0, found.start()):found.start()].partition(b">")[0]
               for found in _SPELLED.finditer(data))


def _percents(data: bytes, styles: frozenset[int]) -> frozenset[Spot]:
    """Only cells that hold something: a column formatted down to the last row must not fill the memory."""
    found: set[Spot] = set()
    for sign in (b' s="%d"' % style for style in sorted(styles)):
        at = data.find(sign)
        while at >= 0:
            cell = _FILLED.match(data, data.rfind(b"<", 0, at))
            if cell:
                found.add((int(cell[2]), _column(cell[1])))
            at = data.find(sign, at + len(sign))
    return frozenset(found)


def _hidden_rows(data: bytes) -> frozenset[int] | None:
    if b'hidden="1"' not in data and b'hidden="true"' not in data:
        return frozenset()
    return None if _ODD_ROW.search(data) else frozenset(int(row) for row in _HIDDEN_ROW.findall(data))


def _hidden_columns(head: bytes) -> tuple[tuple[int, int], ...] | None:
    """First and last number of each run of hidden columns."""
    found: list[tuple[int, int]] = []
    columns = _COLUMN.findall(head)
    if len(columns) != head.count(b"<col "):
        return None
    for text in columns:
        if b"hidden" in text:
            facts = dict(_FACT.findall(text))
            first, last = facts.get(b"min", b""), facts.get(b"max", b"")
            if not (first.isdigit() and last.isdigit()):
                return None
            if facts.get(b"hidden") in (b"1", b"true"):
                found.append((int(first), int(last)))
    return tuple(found)


@cache
def _column(letters: bytes) -> int:
    return column_number(letters.decode())
