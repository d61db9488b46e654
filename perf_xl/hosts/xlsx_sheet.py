"""One sheet read as text, where that is proven safe: its cells, and around them merges and hidden columns.

`QuickSheets` answers None as soon as anything is written in another way than Excel, WPS, LibreOffice, openpyxl and
XlsxWriter write it (prefixes, other quotes, other order, missing references, comments …); the sheet is then read by
the parser in `xlsx_stream`, which sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from perf_xl.hosts.safe_xml import is_plain
from perf_xl.hosts.xlsx_cells import Cells, as_written, column_of
from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_text import Odd, SharedTexts, meant
from perf_xl.law.limits import read_limits
from perf_xl.picture.grid import Area, Spot, Value

_ROOT = re.compile(r'<worksheet xmlns="http://[a-z./]+/(?:2006/)?main"[^>]*>')
_MAIN = re.compile(r"spreadsheetml/(?:2006/)?main[\"']")
_MERGE = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"\s?/?>', re.ASCII)
_COLUMN = re.compile(r"<col ([^>]*?)/?>")
_FACT = re.compile(r'(\w+)="([^"]*)"', re.ASCII)
_SHARED = re.compile(r'<si>(?:<t(?: xml:space="preserve")?+>([^<]*+)</t>|<t ?/>)</si>')
_SHARED_REST = re.compile(r"\ufeff?\s*(?:<\?xml [^<>?]*+\?>)?\s*<sst [^<>]*+>\s*+(?:</sst>)?\s*+")
_NOT_AS_WRITTEN = (b"&", b"_x", b"\r")
_REMEMBERED = 1 << 16        # bytes
Rows = tuple[tuple[Value, ...], ...]
_Frame = tuple[tuple[Area, ...], tuple[tuple[int, int], ...]]


class SheetFacts(Struct, frozen=True):
    """As in SheetGrid."""

    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    formulas: Mapping[Spot, str] = field(default_factory=dict)
    uncached: frozenset[Spot] = frozenset()
    errors: Mapping[Spot, str] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()


class QuickSheets:
    """Reads the sheets of one workbook. What stands around the rows is the same in many of them, and understood once."""

    def __init__(self, shared: SharedTexts, styles: Styles, since_1904: bool) -> None:
        self._shared, self._styles, self._since_1904 = shared, as_written(styles), since_1904
        self._is_usual = 0 not in styles.percents and 0 not in styles.dates      # 0 is the format of cells that name none
        self._limits = read_limits()
        self._frames: dict[tuple[bytes, bytes, bytes], _Frame] = {}

    def read(self, xml: bytes) -> tuple[Rows, SheetFacts] | None:
        """Rows from A1 and the facts of a sheet; None where only the parser can be trusted. Raises Unusable beyond a limit."""
        if not self._is_usual:
            return None
        try:
            head, begin, rows_end, tail = _divided(xml)
            merges, columns = self._frame(head, begin, tail)
            cells = Cells(self._shared, self._styles, self._since_1904, self._limits)
            cells.take(xml, len(head) + len(begin), rows_end)
        except (ValueError, KeyError, Odd):     # no UTF-8 or no number; a shared text that is not there
            return None
        return tuple(cells.rows), SheetFacts(merges, frozenset(cells.hidden_rows), columns, cells.formulas,
                                             frozenset(cells.uncached), cells.errors, frozenset(cells.percents))

    def _frame(self, head: bytes, begin: bytes, tail: bytes) -> _Frame:
        key = head, begin, tail
        found = self._frames.get(key)
        if found is None:
            found = _frame(head, begin, tail)
            if len(head) + len(tail) <= _REMEMBERED:
                self._frames[key] = found
        return found


def quick_texts(xml: bytes) -> SharedTexts | None:
    """Shared texts by their number as cells write it; None where one is rich text, or written unusually."""
    if not is_plain(xml):
        return None
    try:
        parts = _SHARED.split(xml.decode())
        # Between the texts nothing may stand: a text passed over would give all others a wrong number.
        if not _SHARED_REST.fullmatch("".join(parts[::2])):
            return None
        texts = parts[1::2]
        if any(sign in xml for sign in _NOT_AS_WRITTEN):
            texts = [meant(text) if text else text for text in texts]
        return numbered(texts)
    except (UnicodeDecodeError, Odd):
        return None


def numbered(texts: Sequence[str | None]) -> SharedTexts:
    """Texts by their number as cells write it; None for an empty one, and for a cell that names no number."""
    found: dict[bytes | None, str | None] = {b"%d" % number: text or None for number, text in enumerate(texts)}
    found[None] = None
    return found


def _divided(xml: bytes) -> tuple[bytes, bytes, int, bytes]:
    """What stands before the rows, the tag that opens them, where they end, and what stands behind. Raises Odd where that is unclear."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0:
        raise Odd
    behind = xml.index(b">", start) + 1
    head, begin = xml[:start], xml[start:behind]
    if begin not in (b"<sheetData>", b"<sheetData/>", b"<sheetData />") or (end < 0) != begin.endswith(b"/>"):
        raise Odd
    return (head, begin, behind, xml[behind:]) if end < 0 else (head, begin, end, xml[end + len(b"</sheetData>"):])


def _frame(head_xml: bytes, begin: bytes, tail_xml: bytes) -> _Frame:
    """Merged areas and hidden columns. Raises Odd for an unusual root or frame."""
    if not is_plain(head_xml + begin + tail_xml):
        raise Odd
    head, tail = head_xml.decode(), tail_xml.decode()
    # The namespace of cells must not have a second name, or cells could hide behind a prefix.
    if not _ROOT.search(head) or len(_MAIN.findall(head)) != 1:
        raise Odd
    if "<c " in tail or "<c>" in tail or "<sheetData" in tail or tail.count("<row") != tail.count("<rowBreaks"):
        raise Odd
    return _merges(tail), _hidden_columns(head)


def _merges(tail: str) -> tuple[Area, ...]:
    found = _MERGE.findall(tail)
    if len(found) != tail.count("<mergeCell "):
        raise Odd
    columns = {letters: column_of(letters) for letters in {each[0] for each in found} | {each[2] or each[0] for each in found}}
    return tuple([Area(int(top), columns[left], int(bottom or top), columns[right or left]) for left, top, right, bottom in found])


def _hidden_columns(head: str) -> tuple[tuple[int, int], ...]:
    """First and last number of each run of hidden columns."""
    if "hidden" not in head:
        return ()
    found: list[tuple[int, int]] = []
    columns = _COLUMN.findall(head)
    if len(columns) != head.count("<col "):
        raise Odd
    for text in columns:
        if "hidden" in text:
            facts = dict(_FACT.findall(text))
            first, last = facts.get("min", ""), facts.get("max", "")
            if not (first.isdigit() and last.isdigit()):
                raise Odd
            if facts.get("hidden") in ("1", "true"):
                found.append((int(first), int(last)))
    return tuple(found)
