"""Reads a workbook file into a Grid: guarded, each sheet as text where that is safe, by a parser where it is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import chain
from pathlib import Path

from perf_xl.errors import Unusable
from perf_xl.hosts.file_kind import FileKind, kind_of, kind_of_parts
from perf_xl.hosts.received import received
from perf_xl.hosts.xlsx_guard import Package
from perf_xl.hosts.xlsx_parts import BookParts, SheetPart, read_book_parts, read_styles
from perf_xl.hosts.xlsx_sheet import QuickSheets, Rows, SheetFacts, numbered, quick_texts
from perf_xl.hosts.xlsx_text import SharedTexts
from perf_xl.law.limits import read_limits
from perf_xl.messages.shown import on_one_line
from perf_xl.picture.grid import Grid, SheetGrid

_MB = 1 << 20
_TEXTS = "xl/sharedstrings.xml"
Wanted = Callable[[str, bool], bool]


def every_sheet(name: str, hidden: bool) -> bool:
    """All sheets are wanted."""
    return True


def read_workbook(path: Path, wanted: Wanted = every_sheet) -> Grid:
    """A workbook (.xlsx, .xlsm, .xls) as it stands on disk. Macros and links are never run, only told of.

    Sheets that are not `wanted` (by name and whether they are hidden) come without content; an .xls is read whole.

    Raises Unusable with one sentence when the file is missing, unreadable, no workbook, locked by a password,
    damaged, or beyond the limits of `law/data/limits.toml`.
    """
    return read_bytes(received(path), on_one_line(path.name), wanted)


def read_bytes(data: bytes, book: str, wanted: Wanted = every_sheet) -> Grid:
    """The same for the content of a file; `book` is the name it goes by."""
    if data.startswith(b"PK"):
        return read_xlsx(data, book, wanted)
    try:
        kind = kind_of(data, book)
        if kind is FileKind.XLS:
            from perf_xl.hosts.xls_read import read_xls

            return read_xls(data, book)
    except Unusable as trouble:
        raise Unusable(trouble.what, **{"book": book, **trouble.facts}) from None
    raise _not_a_workbook(kind, book)


def read_xlsx(data: bytes, book: str, wanted: Wanted = every_sheet) -> Grid:
    """The bytes of an .xlsx or .xlsm as a Grid; `book` is the name it goes by. Raises Unusable."""
    try:
        package = Package(data)
        kind = kind_of_parts(package.names, package.part("mimetype", 1))
        if kind is not FileKind.XLSX:
            raise _not_a_workbook(kind, book)
        return _Book(package).grid(book, wanted)
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
        self._slots = 0

    def grid(self, book: str, wanted: Wanted) -> Grid:
        parts = self._parts
        sheets = tuple(self._sheet(each) if wanted(each.name, each.hidden) else SheetGrid(each.name, hidden=each.hidden)
                       for each in parts.sheets)
        return Grid(book, sheets, parts.names, parts.properties, parts.has_macros,
                    parts.external_links, parts.live_parts)

    @cached_property
    def _texts(self) -> SharedTexts:
        xml = self._package.part(_TEXTS, self._limits.small_part_mb)
        found = quick_texts(xml) if xml else numbered(())
        if found is None:
            from perf_xl.hosts.xlsx_stream import shared_strings_in  # most workbooks need no parser

            return numbered(shared_strings_in((xml,)))
        return found

    @cached_property
    def _sheets(self) -> QuickSheets:
        return QuickSheets(self._texts, self._styles, self._parts.since_1904)

    def _sheet(self, sheet: SheetPart) -> SheetGrid:
        rows, facts = self._quick(sheet) or self._slow(sheet)
        self._slots += sum(map(len, rows)) + len(rows)
        if self._slots > self._limits.slots:
            raise Unusable("read.scattered", limit=self._limits.slots)
        if len(facts.merges) > self._limits.merges:
            raise Unusable("read.too_many_merges", limit=self._limits.merges)
        width = max(map(len, rows), default=1) if facts.hidden_columns else 0
        columns = frozenset(chain.from_iterable(range(first, min(last, max(width, 1)) + 1) for first, last in facts.hidden_columns))
        return SheetGrid(sheet.name, rows, sheet.hidden, facts.merges, facts.hidden_rows, columns, facts.formulas,
                         facts.uncached, facts.errors, facts.percents)

    def _quick(self, sheet: SheetPart) -> tuple[Rows, SheetFacts] | None:
        """Read as text; None where the sheet must be streamed."""
        if self._package.size(sheet.part) > self._limits.quick_sheet_mb * _MB:
            return None
        return self._sheets.read(self._package.part(sheet.part))

    def _slow(self, sheet: SheetPart) -> tuple[Rows, SheetFacts]:
        from perf_xl.hosts.xlsx_stream import stream_sheet

        return stream_sheet(self._package.chunks(sheet.part), sheet.part, self._texts, self._styles, self._parts.since_1904)
