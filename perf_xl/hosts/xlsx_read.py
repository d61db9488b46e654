"""Reads a workbook file into a Grid: guarded, values by the fast reader, the rest from the parts of the zip."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl.errors import Unusable
from perf_xl.hosts.file_kind import FileKind, kind_of, kind_of_parts
from perf_xl.hosts.received import received
from perf_xl.hosts.xlsx_guard import Package
from perf_xl.hosts.xlsx_parts import BookParts, SheetPart, read_book_parts, read_styles
from perf_xl.hosts.xlsx_sheet import SheetFacts, quick_facts
from perf_xl.hosts.xlsx_stream import Rows, line_breaks, shared_strings, stream_sheet
from perf_xl.law.limits import read_limits
from perf_xl.messages.shown import on_one_line
from perf_xl.picture.grid import Grid, SheetGrid, Value

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MB = 1 << 20
_STRIDE = 2048
_TEXTS = "xl/sharedstrings.xml"


def read_workbook(path: Path) -> Grid:
    """A workbook (.xlsx, .xlsm, .xls) as it stands on disk. Macros and links are never run, only told of.

    Raises Unusable with one sentence when the file is missing, unreadable, no workbook, locked by a password,
    damaged, or beyond the limits of `law/data/limits.toml`.
    """
    return read_bytes(received(path), on_one_line(path.name))


def read_bytes(data: bytes, book: str) -> Grid:
    """The same for the content of a file; `book` is the name it goes by."""
    if data.startswith(b"PK"):
        return read_xlsx(data, book)
    try:
        kind = kind_of(data, book)
        if kind is FileKind.XLS:
            from perf_xl.hosts.xls_read import read_xls

            return read_xls(data, book)
    except Unusable as trouble:
        raise Unusable(trouble.what, **{"book": book, **trouble.facts}) from None
    raise _not_a_workbook(kind, book)


def read_xlsx(data: bytes, book: str) -> Grid:
    """The bytes of an .xlsx or .xlsm as a Grid; `book` is the name it goes by. Raises Unusable."""
    try:
        package = Package(data)
        kind = kind_of_parts(package.names, package.part("mimetype", 1))
        if kind is not FileKind.XLSX:
            raise _not_a_workbook(kind, book)
        return _Book(package).grid(book)
    except Unusable as trouble:
        raise Unusable(trouble.what, **{"book": book, **trouble.facts}) from None


def _not_a_workbook(kind: FileKind, book: str) -> Unusable:
    return Unusable(f"read.kind.{kind.value}", book=book)


class _Book:
    """One workbook on its way into a Grid."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: BookParts = read_book_parts(package)
        self._styles = read_styles(package)
        self._limits = read_limits()
        self._texts = package.part(_TEXTS, self._limits.small_part_mb)
        self._slots = 0
        self._fast = self._open_fast()

    def grid(self, book: str) -> Grid:
        parts = self._parts
        return Grid(book, tuple(map(self._sheet, parts.sheets)), parts.names, parts.properties, parts.has_macros,
                    parts.external_links, parts.live_parts)

    @cached_property
    def _shared(self) -> list[str]:
        return shared_strings(self._texts) if self._texts else []

    @cached_property
    def _longest_text(self) -> int:
        """No text of the workbook is longer than this: found by strides, not by looking at each."""
        at, most, texts = 0, _STRIDE, self._texts
        while at < len(texts):
            cut = texts.rfind(b"</si>", at, at + _STRIDE)
            if cut < 0:
                cut = texts.find(b"</si>", at)
                most = max(most, (cut if cut >= 0 else len(texts)) - at)
            at = cut + 5 if cut >= 0 else len(texts)
        return most

    @cached_property
    def _odd_texts(self) -> bool:
        return _has_breaks(self._texts)

    def _open_fast(self) -> CalamineWorkbook | None:
        """The fast reader, or None where it cannot read this workbook - or must not, because of what it would allocate."""
        from python_calamine import CalamineError, CalamineWorkbook, XmlError, ZipError

        # A false uniqueCount makes it ask for that much memory at once, and the process ends.
        if b"<!DOCTYPE" in self._texts:
            raise Unusable("read.dtd", part=_TEXTS)
        head = self._texts[:1000].partition(b"<si")[0]
        if self._texts and (b"<sst" not in head or any(len(word) > 7 for word in _numbers(head))):
            return None
        if not self._package.has("xl/workbook.xml") or _has_odd_items(self._texts):
            return None
        try:
            found = CalamineWorkbook.from_filelike(io.BytesIO(self._package.data))
        except (CalamineError, XmlError, ZipError, OSError):
            return None
        return found if set(found.sheet_names) >= {sheet.name for sheet in self._parts.sheets} else None

    def _sheet(self, sheet: SheetPart) -> SheetGrid:
        rows, facts = self._quick(sheet) or self._slow(sheet)
        self._slots += sum(map(len, rows)) + len(rows)
        if self._slots > self._limits.slots:
            raise Unusable("read.scattered", limit=self._limits.slots)
        if len(facts.merges) > self._limits.merges:
            raise Unusable("read.too_many_merges", limit=self._limits.merges)
        width = max(map(len, rows), default=0)
        columns = frozenset(chain.from_iterable(range(first, min(last, max(width, 1)) + 1)
                                                for first, last in facts.hidden_columns))
        return SheetGrid(sheet.name, rows, sheet.hidden, facts.merges, facts.hidden_rows, columns, facts.formulas,
                         facts.uncached, facts.errors, facts.percents)

    def _quick(self, sheet: SheetPart) -> tuple[Rows, SheetFacts] | None:
        """By the fast reader; None where the sheet must be streamed."""
        size = self._package.size(sheet.part)
        if self._fast is None or not sheet.usual or size > self._limits.quick_sheet_mb * _MB:
            return None
        xml = self._package.part(sheet.part)
        facts = quick_facts(xml, self._styles.percents)
        if facts is None or not self._is_bearable(facts):
            return None
        from python_calamine import CalamineError, WorksheetNotFound, XmlError, ZipError
        try:
            lines = self._fast.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except (CalamineError, WorksheetNotFound, XmlError, ZipError):
            return None
        if self._odd_texts or _has_breaks(xml):
            return tuple(tuple(map(_broken_once, line)) for line in lines), facts
        return tuple(map(tuple, lines)), facts

    def _is_bearable(self, facts: SheetFacts) -> bool:
        """The fast reader holds the whole rectangle at once, and each cell its own copy of a shared text."""
        return (facts.bottom * facts.right <= self._limits.quick_slots
                and facts.texts * self._longest_text <= self._limits.quick_text_mb * _MB)

    def _slow(self, sheet: SheetPart) -> tuple[Rows, SheetFacts]:
        return stream_sheet(self._package.chunks(sheet.part), sheet.part, lambda: self._shared, self._styles,
                            self._parts.since_1904)


def _has_breaks(xml: bytes) -> bool:
    """Whether a text may hold a carriage return, in any spelling."""
    # A search for one byte is ten times faster than one for two, and nearly always enough.
    return (xml.find(b"\r", 100) >= 0 or (b"&" in xml and b"&#" in xml)
            or (b"_" in xml and b"_x000d_" in xml.lower()))


def _has_odd_items(texts: bytes) -> bool:
    """Whether a shared text holds no piece, or several without being rich text: readers differ on what it says then."""
    if b"<r>" in texts or b"<rPh" in texts:
        return False
    pieces, items = (sum(map(texts.count, signs)) for signs in ((b"<t>", b"<t ", b"<t/>"), (b"<si>", b"<si ", b"<si/>")))
    return pieces != items


def _numbers(head: bytes) -> Iterator[bytes]:
    """Runs of digits in a start tag, addresses of namespaces left out; `&` counts as endless."""
    yield from (b"9" * 8 for _ in range(head.count(b"&")))
    for word in head.replace(b"'", b'"').split(b'"'):
        if word.strip().isdigit():
            yield word.strip()


def _broken_once(value: Value) -> Value:
    return line_breaks(value) if isinstance(value, str) else value
