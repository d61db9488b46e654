"""One sheet read as text, where that is proven safe: its cells, and around them merges and hidden columns.

`quick_sheet` answers None as soon as anything is written in another way than Excel, WPS, LibreOffice, openpyxl and
XlsxWriter write it (prefixes, other quotes, other order, missing references, comments …); the sheet is then read by
the parser in `xlsx_stream`, which sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from perf_xl.hosts.safe_xml import is_plain
from perf_xl.hosts.xlsx_cells import Cells, column_of
from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_text import Odd, clean, unescaped
from perf_xl.law.limits import read_limits
from perf_xl.picture.grid import Area, Spot, Value

_ROOT = re.compile(r'<worksheet xmlns="http://[a-z./]+/(?:2006/)?main"[^>]*>')
_MAIN = re.compile(r"spreadsheetml/(?:2006/)?main[\"']")
_MERGE = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"\s?/?>', re.ASCII)
_COLUMN = re.compile(r"<col ([^>]*?)/?>")
_FACT = re.compile(r'(\w+)="([^"]*)"', re.ASCII)
_SHARED = re.compile(r'<si>(?:<t(?: xml:space="preserve")?+>([^<]*+)</t>|<t ?/>)</si>')
_SHARED_REST = re.compile(r"\ufeff?\s*(?:<\?xml [^<>?]*+\?>)?\s*<sst [^<>]*+>\s*+(?:</sst>)?\s*+")
Rows = tuple[tuple[Value, ...], ...]


class SheetFacts(Struct, frozen=True):
    """As in SheetGrid."""

    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    formulas: Mapping[Spot, str] = field(default_factory=dict)
    uncached: frozenset[Spot] = frozenset()
    errors: Mapping[Spot, str] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()


def quick_sheet(xml: bytes, shared: Mapping[str, str], styles: Styles, since_1904: bool) -> tuple[Rows, SheetFacts] | None:
    """Rows from A1 and the facts of a sheet; None where only the parser can be trusted. Raises Unusable beyond a limit."""
    if not is_plain(xml) or 0 in styles.percents or 0 in styles.dates:
        return None
    try:
        text = xml.decode()
        head, data, tail = _divided(text)
        cells = Cells(shared, styles, since_1904, read_limits())
        cells.take(data)
        merges, columns = _merges(tail), _hidden_columns(head)
    except (ValueError, KeyError, Odd):     # no UTF-8 or no number; a shared text that is not there
        return None
    return tuple(cells.rows), SheetFacts(merges, frozenset(cells.hidden_rows), columns, cells.formulas,
                                         frozenset(cells.uncached), cells.errors, frozenset(cells.percents))


def quick_texts(xml: bytes) -> dict[str, str] | None:
    """Shared texts by their number as cells write it; None where one is rich text, or written unusually."""
    if not is_plain(xml):
        return None
    try:
        parts = _SHARED.split(xml.decode())
        # Between the texts nothing may stand: a text passed over would give all others a wrong number.
        if not _SHARED_REST.fullmatch("".join(parts[::2])):
            return None
        return {str(number): clean(unescaped(text)) if text else "" for number, text in enumerate(parts[1::2])}
    except (UnicodeDecodeError, Odd):
        return None


def _divided(text: str) -> tuple[str, str, str]:
    """What stands before the rows, the rows, and what stands behind them. Raises Odd for an unusual root or frame."""
    start, end = text.find("<sheetData"), text.rfind("</sheetData>")
    head = text[:max(start, 0)]
    # The namespace of cells must not have a second name, or cells could hide behind a prefix.
    if start < 0 or not _ROOT.search(head) or len(_MAIN.findall(head)) != 1:
        raise Odd
    begin = text.index(">", start) + 1
    if end < 0:
        data, tail = "", text[begin:]
    else:
        data, tail = text[begin:end], text[end + len("</sheetData>"):]
    if text[start:begin] not in ("<sheetData>", "<sheetData/>", "<sheetData />") or (end < 0) != text[start:begin].endswith("/>"):
        raise Odd
    if "<c " in tail or "<c>" in tail or "<sheetData" in tail or tail.count("<row") != tail.count("<rowBreaks"):
        raise Odd
    return head, data, tail


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
