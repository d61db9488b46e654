"""Very large sheets of ledger exports, by rows or in columns: a million vouchers never stand in memory as cells.

What stays in memory is the packed file and its shared texts. Limits are those for ledgers in `law/data/limits.toml`,
far above those for workbooks of targets; the guard's other looks (ratios, names, paths, DTDs) are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from perf_xl.errors import Unusable
from perf_xl.hosts.received import received
from perf_xl.hosts.xlsx_guard import Package
from perf_xl.hosts.xlsx_parts import SheetPart, Styles, read_book_parts, read_styles
from perf_xl.hosts.xlsx_row_text import Row, quick_rows, row_pieces
from perf_xl.hosts.xlsx_shared_texts import ROOM, SharedTexts, shared_texts
from perf_xl.hosts.xlsx_text import Odd, clean, moment
from perf_xl.law.limits import ReadLimits, ledger_limits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Value

if TYPE_CHECKING:
    from perf_xl.hosts.xlsx_row_columns import SheetCut

_MB = 1 << 20
_TEXTS = "xl/sharedstrings.xml"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def large_sheets(path: Path, from_mb: int) -> list[LargeSheet] | None:
    """Every sheet of an .xlsx that holds a sheet of more than `from_mb` MB; None for any other file.

    Raises Unusable for a damaged file and beyond the limits for ledgers.
    """
    limits = ledger_limits()
    with _named(path.name):
        data = received(path, limits.file_mb)
        if not data.startswith(b"PK"):
            return None
        package = Package(data, limits)
        parts = read_book_parts(package)
        if max((package.size(sheet.part) for sheet in parts.sheets), default=0) <= from_mb * _MB:
            return None
        book = LargeBook(path.name, package, read_styles(package), parts.since_1904, limits)
        return [LargeSheet(book, sheet) for sheet in parts.sheets]


class LargeBook:
    """What the sheets of one package share; the texts are read once, when the first sheet is."""

    def __init__(self, name: str, package: Package, styles: Styles, since_1904: bool, limits: ReadLimits) -> None:
        self.name, self.package, self.limits = name, package, limits
        self.styles, self.since_1904 = styles, since_1904

    @cached_property
    def texts(self) -> SharedTexts:
        size, limit = self.package.size(_TEXTS), self.limits.small_part_mb
        if size > limit * _MB:
            raise Unusable("read.unpacked_too_big", part=_TEXTS, size=size // _MB, limit=limit)
        return shared_texts(lambda: self.package.chunks(_TEXTS)) if size else SharedTexts().end()


class LargeSheet:
    """One sheet. It can be read more than once; Unusable is raised while reading."""

    def __init__(self, book: LargeBook, sheet: SheetPart) -> None:
        self.book, self.name, self._part = book, sheet.name, sheet.part

    def rows(self) -> Iterator[Row]:
        """Rows from row 1 on, blank ones as ()."""
        book, given = self.book, 0
        with _named(book.name):
            try:
                for row in quick_rows(self._chunks(), book.texts, book.styles, book.since_1904, book.limits.cells):
                    given += 1
                    yield row
            except Odd:
                yield from self.rows_below(given)

    def cuts(self) -> Iterator[SheetCut]:
        """The sheet in columns, a megabyte at a time. Raises Odd at the first piece that is not written in the usual way."""
        import numpy as np

        from perf_xl.hosts.xlsx_row_columns import cut

        room, row, left = bytes(ROOM), 0, self.book.limits.cells
        with _named(self.book.name):
            for piece in row_pieces(self._chunks()):
                _check_text(piece)
                found = cut(np.frombuffer(b"".join((room, piece, room)), np.uint8), row)
                row, left = int(found.numbers[-1]), left - found.filled
                if left < 0:
                    raise Odd           # the parser says how many are too many
                yield found

    def rows_below(self, above: int) -> Iterator[Row]:
        """By a parser: rows below row `above`."""
        parser = RowParser(self.book)
        with _named(self.book.name), _whole(self._part):
            yield from islice(self._parsed(parser), above, None)

    def _parsed(self, parser: RowParser) -> Iterator[Row]:
        for chunk in self._chunks():
            parser.feed(chunk)
            yield from parser.ready()
        parser.feed(b"", last=True)
        yield from parser.ready()

    def rows_in(self, texts: Sequence[tuple[int, bytes]]) -> Iterator[Row]:
        """By a parser: rows cut out of the sheet, given by their numbers and their text."""
        parser = RowParser(self.book)
        with _named(self.book.name), _whole(self._part):
            parser.feed(b"<sheetData>")
            for number, text in texts:
                yield parser.single(number, text)

    def _chunks(self) -> Iterator[bytes]:
        return self.book.package.chunks(self._part)


@contextmanager
def _named(book: str) -> Iterator[None]:
    """Troubles get the name of the workbook."""
    try:
        yield
    except Unusable as trouble:
        raise Unusable(trouble.what, **{"book": book, **trouble.facts}) from None


@contextmanager
def _whole(part: str) -> Iterator[None]:
    try:
        yield
    except (expat.ExpatError, LookupError, ValueError):
        raise Unusable("read.bad_xml", part=part) from None


def _check_text(piece: bytes) -> None:
    if not piece.isascii():
        try:
            piece.decode()
        except UnicodeDecodeError:
            raise Odd from None


class RowParser:
    """Takes the text of one sheet and holds the rows that are complete until they are fetched."""

    def __init__(self, book: LargeBook) -> None:
        self._texts, self._dates, self._since_1904 = book.texts, book.styles.dates, book.since_1904
        self._left = book.limits.cells
        self._done: list[Row] = []
        self._columns: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._line: list[Value] = []
        self._row = self._column = 0
        self._type, self._style = "n", "0"
        self._pieces: list[str] | None = None
        self._value = ""
        self._phonetic = False
        parser = self._parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype

    def feed(self, chunk: bytes, last: bool = False) -> None:
        self._parser.Parse(chunk, last)

    def ready(self) -> list[Row]:
        found, self._done = self._done, []
        return found

    def single(self, number: int, text: bytes) -> Row:
        """The row of this number, whichever came before."""
        self._row = number - 1
        self.feed(text)
        return self._done.pop()

    def _start(self, name: str, facts: Mapping[str, str]) -> None:
        kind = self._names.get(name) or self._names.setdefault(name, name.rpartition(":")[2])
        if kind == "c":
            self._open(facts)
        elif kind == "v" or (kind == "t" and not self._phonetic):
            self._pieces = []
        elif kind == "row":
            self._begin_row(facts.get("r"))
        elif kind == "rPh":
            self._phonetic = True

    def _text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def _end(self, name: str) -> None:
        kind = self._names[name]
        if kind in ("v", "t"):
            if self._pieces is not None:
                self._value += "".join(self._pieces)
                self._pieces = None
        elif kind == "c":
            self._close()
        elif kind == "row":
            self._done.append(tuple(self._line))
        elif kind == "rPh":
            self._phonetic = False

    def _begin_row(self, stated: str | None) -> None:
        row = int(stated) if stated and stated.isdecimal() else self._row + 1
        if not self._row < row <= _LAST_ROW:
            raise Unusable("read.far_cell", cell=str(stated)[:20])
        self._done += [()] * (row - self._row - 1)
        self._row, self._column, self._line = row, 0, []

    def _open(self, facts: Mapping[str, str]) -> None:
        reference = facts.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                if not _REFERENCE.fullmatch(reference) or column_number(letters) > _LAST_COLUMN:
                    raise Unusable("read.far_cell", cell=reference[:20])
                column = self._columns[letters] = column_number(letters)
            self._column = column
        self._type, self._style, self._value = facts.get("t", "n"), facts.get("s", "0"), ""

    def _close(self) -> None:
        if not self._value:
            return
        self._left -= 1
        if self._left < 0:
            raise Unusable("read.too_many_cells", limit=ledger_limits().cells)
        line = self._line
        if self._column <= len(line):
            raise Unusable("read.far_cell", cell=f"{self._row},{self._column}")      # out of order: no program writes that
        line.extend([None] * (self._column - 1 - len(line)))
        line.append(self._meaning())

    def _meaning(self) -> Value:
        kind, value = self._type, self._value
        if kind == "n":
            number = float(value)
            return moment(number, self._since_1904) if self._style.isdecimal() and int(self._style) in self._dates else number
        if kind == "s":
            return self._texts[int(value)]
        if kind == "e":
            return None
        return value.strip() in ("1", "true") if kind == "b" else clean(value)


def _refuse_doctype(*_: object) -> None:
    raise Unusable("read.dtd", part="xl/worksheets")
