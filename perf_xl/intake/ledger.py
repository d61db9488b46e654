"""Ledger exports to spending: .csv and .txt in any usual encoding, .xlsx, .xls."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl.errors import Unusable
from perf_xl.intake import ledger_text
from perf_xl.intake.ledger_ahead import Begun
from perf_xl.intake.ledger_books import is_book, sheets_of
from perf_xl.intake.ledger_columns import HEADER_WITHIN, Header, find_header
from perf_xl.intake.ledger_keys import NOTHING_LOADED, Fingerprints
from perf_xl.intake.ledger_reading import FileReading, LedgerReading
from perf_xl.intake.ledger_rows import Projects, RowReader, projects_of
from perf_xl.intake.ledger_tally import Tally
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.place import Place

if TYPE_CHECKING:
    from perf_xl.intake.ledger_sources import Source

KEPT_VOUCHERS = 20_000       # beyond, a book holds sums per project and day instead of vouchers
DEFAULT_UNIT = MoneyUnit.YUAN
# From this size on, a plain table is read in blocks of columns; below, row by row is as fast and lists the vouchers.
BLOCKS_FROM_BYTES = 4 << 20
Digest = Callable[[], str]      # made while the file is read
_BY_ROW_ONLY = ("debit", "credit", "direction", "adjustment", "kind")
_NEEDED_FOR_BLOCKS = ("number", "date", "code", "amount")


class LedgerReader:
    """Reads exports into one tally. `unit` overrides what the files say; `wanted` maps roles to header texts."""

    def __init__(self, year: int, projects: Projects, tally: Tally, wanted: Mapping[str, str] | None,
                 unit: MoneyUnit | None, blocks_from: int, usual: MoneyUnit | None = None) -> None:
        self._usual = usual
        self._year, self._projects, self._tally = year, projects, tally
        self._wanted, self._unit, self._blocks_from = wanted, unit, blocks_from

    def read(self, path: Path) -> None:
        """One file. Raises Unusable when it cannot be read or has no table of vouchers."""
        head = _opened(path)
        if not head.strip():
            raise Unusable("ledger.empty", file=path.name)
        digest = _digest(path) if self._tally.knows_files else ""
        if digest and self._tally.knows_file(digest):
            self._tally.begin_table(path.name, "")
            self._tally.note("ledger.loaded_before", file=path.name)
        if is_book(head):
            readings = self._book(path, _made_beside(path, digest))
        elif ledger_text.is_markup(head):
            raise Unusable("ledger.web_page", file=path.name)
        else:
            readings = [self._text(path, digest)]
        self._tally.end_file(readings)

    def _book(self, path: Path, digest: Digest) -> list[FileReading]:
        readings = []
        for sheet, all_rows, large in sheets_of(path):
            rest = iter(all_rows)
            head = list(islice(rest, HEADER_WITHIN))
            header, rows = find_header(head, self._wanted), chain(head, rest)
            if header is not None and large and _fits_blocks(header):
                from perf_xl.intake.ledger_sheets import SheetSource

                form = ledger_text.TextFormat("utf-8", ",", header)
                readings.append(self._in_blocks(SheetSource(large, header), path.name, digest, form, header, sheet))
            elif header is not None:
                readings.append(self._table(path.name, digest, sheet, "", "", header, rows))
            elif any(any(row) for row in rows):
                self._tally.begin_table(path.name, sheet)
                self._tally.note("ledger.sheet_without_table", sheet=sheet)
        if not readings:
            raise Unusable("ledger.no_header", file=path.name)
        return readings

    def _text(self, path: Path, digest: str) -> FileReading:
        form = ledger_text.sniff(path, self._wanted)
        if form.header is None:
            raise Unusable("ledger.no_header", file=path.name)
        if path.stat().st_size >= self._blocks_from and _fits_blocks(form.header):
            from perf_xl.intake.ledger_sources import TextSource

            source = TextSource(path, form, digest)
            return self._in_blocks(source, path.name, lambda: source.digest, form, form.header)
        return self._table(path.name, _made_beside(path, digest), "", form.encoding, form.delimiter, form.header,
                           ledger_text.records(path, form))

    def _table(self, book: str, digest: Digest, sheet: str, encoding: str, delimiter: str, header: Header,
               rows: Iterable[Sequence[object]]) -> FileReading:
        unit = self._begin(book, sheet, header)
        reader = RowReader(header, unit, self._year, self._projects, book, sheet)
        row = header.row
        for row, cells in enumerate(islice(rows, header.row, None), header.row + 1):
            for judged in reader.judge(row, cells):
                self._tally.take(judged)
        return FileReading(book, digest(), sheet, encoding, delimiter, header.row, header.columns, unit,
                           header.unit is not None, row - header.row)

    def _in_blocks(self, source: Source, book: str, digest: Digest, form: ledger_text.TextFormat, header: Header,
                   sheet: str = "") -> FileReading:
        from perf_xl.intake.ledger_blocks import BlockReader

        unit = self._begin(book, sheet, header)
        rows = RowReader(header, unit, self._year, self._projects, book, sheet)
        count = BlockReader(rows, header, unit, self._year, self._projects, self._tally, Place(book, sheet)).read(source)
        return FileReading(book, digest(), sheet, form.encoding, form.delimiter, header.row, header.columns, unit,
                           header.unit is not None, count)

    def _begin(self, book: str, sheet: str, header: Header) -> MoneyUnit:
        self._tally.begin_table(book, sheet)
        if header.unit is None and self._unit is None and self._usual is None:
            self._tally.note("ledger.unit_assumed", header.row, unit=DEFAULT_UNIT.value)
        if header.columns.of("number") is None:
            self._tally.note("ledger.no_numbers", header.row)
        return self._unit or header.unit or self._usual or DEFAULT_UNIT


def read_ledgers(paths: Sequence[Path], year: int, projects: Mapping[str, str], *,
                 wanted: Mapping[str, str] | None = None, unit: MoneyUnit | None = None,
                 before: Fingerprints = NOTHING_LOADED, keep: int = KEPT_VOUCHERS,
                 blocks_from: int = BLOCKS_FROM_BYTES, usual: MoneyUnit | None = None) -> LedgerReading:
    """Vouchers of one or more exports, for the projects (code to name) of a year.

    `before` is what the book already holds: vouchers in it are reported as duplicates. `wanted` (role to header text)
    comes from an earlier reading's columns, `usual` is the unit of files that do not state one. Raises Unusable for a file that cannot be used at all; whatever a single
    row lacks is in the reading.
    """
    tally = Tally(year, before, keep)
    reader = LedgerReader(year, projects_of(projects), tally, wanted, unit, blocks_from, usual)
    for path in paths:
        reader.read(path)
    return tally.finish()


def _fits_blocks(header: Header) -> bool:
    """Whether the columns are those of a plain table of payments."""
    roles = {role for role, _ in header.columns.at}
    return roles.issuperset(_NEEDED_FOR_BLOCKS) and roles.isdisjoint(_BY_ROW_ONLY)


def _opened(path: Path) -> bytes:
    """The first bytes of a file. Raises Unusable when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as error:
        raise Unusable("ledger.cannot_open", file=path.name, reason=error.strerror or "") from error


def _made_beside(path: Path, digest: str) -> Digest:
    """The SHA-256 that is known, or made while the file is read."""
    return (lambda: digest) if digest else Begun(lambda: _digest(path)).result


def _digest(path: Path) -> str:
    """The SHA-256. Raises Unusable when the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Unusable("ledger.cannot_open", file=path.name, reason=error.strerror or "") from error
