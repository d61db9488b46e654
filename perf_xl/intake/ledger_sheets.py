"""A very large sheet as blocks of columns: numbers, days and shared texts are understood without spelling them out first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from perf_xl.hosts.xlsx_row_columns import CellRun, SheetCut
from perf_xl.hosts.xlsx_rows import LargeSheet
from perf_xl.hosts.xlsx_text import Odd
from perf_xl.intake.ledger_cells import EXCEL_EPOCH, FIRST_SERIAL, LAST_SERIAL, text_of
from perf_xl.intake.ledger_columns import Header
from perf_xl.intake.ledger_columnwise import Numbers, Texts, amounts, floats, text_keys, whole_numbers
from perf_xl.intake.ledger_cuts import Block, Part, TextColumn
from perf_xl.intake.ledger_sources import blocks_of, spelled

_ROLES = ("number", "date", "code", "amount", "funding")
_EPOCH_1904 = date(1904, 1, 1)
_EXACT_DIGITS = 15           # what a spreadsheet shows of a binary number
_LONGEST_WHOLE = 11          # digits before the point, as for amounts in text
_ALMOST_A_DAY = 86_399 / 86_400


class SheetSource:
    """The sheet by columns as long as it is written in the usual way, from there on by a parser."""

    def __init__(self, sheet: LargeSheet, header: Header) -> None:
        self._sheet = sheet
        self._columns = [at for role in _ROLES if (at := header.columns.of(role)) is not None]

    def blocks(self) -> Iterator[Block]:
        above = 0
        texts = SharedColumn(self._sheet)
        try:
            for cut in self._sheet.cuts():
                block = SheetBlock(self._sheet, cut, texts, self._columns)
                yield block
                above = int(cut.numbers[-1])
        except Odd:
            yield from blocks_of(self._sheet.rows_below(above), above)


class SharedColumn:
    """The shared texts of a workbook, picked by their numbers."""

    def __init__(self, sheet: LargeSheet) -> None:
        self._buffer = np.frombuffer(sheet.book.texts.buffer, np.uint8)
        self._bounds = np.frombuffer(sheet.book.texts.bounds, np.int64)

    def picked(self, numbers: Texts) -> Texts:
        """Raises Odd for a number that no text has."""
        at, certain = whole_numbers(numbers)
        if not certain.all() or np.max(at, initial=0) >= len(self._bounds) - 1:
            raise Odd
        return Texts(self._buffer, self._bounds[at], self._bounds[at + 1])


class SheetBlock:
    """Rows of a sheet. The columns asked for are looked at when it is made: Odd is raised then or never."""

    def __init__(self, sheet: LargeSheet, cut: SheetCut, texts: SharedColumn, columns: Sequence[int]) -> None:
        self._sheet, self._cut, self._texts = sheet, cut, texts
        self.numbers = cut.numbers
        self._apart = [cut.escaped]
        self._parts = {column: [part for run in cut.runs(column + 1) for part in self._understood(run)] for column in columns}
        self.apart = np.concatenate(self._apart)

    def column(self, number: int) -> Sequence[Part]:
        return self._parts[number]

    def records(self, rows: Numbers) -> Iterator[Sequence[str]]:
        cut = self._cut
        texts = [(int(cut.numbers[row]), cut.row_text(row)) for row in rows.tolist()]
        return ([spelled(value) for value in cells] for cells in self._sheet.rows_in(texts))

    def _understood(self, run: CellRun) -> Iterator[Part]:
        texts = Texts(self._cut.buffer, run.starts, run.ends)
        every = len(run.rows) == len(self.numbers)
        rows = slice(None) if every else run.rows
        if run.kind == "s":
            yield Part(rows, TextColumn(self._texts.picked(texts).stripped()))
        elif run.kind in ("inlineStr", "str"):
            yield Part(rows, TextColumn(texts.stripped()))
        elif run.kind == "n":
            book = self._sheet.book
            dated = run.style in book.styles.dates
            yield Part(rows, NumberColumn(texts, dated, _EPOCH_1904 if dated and book.since_1904 else EXCEL_EPOCH))
        else:
            self._apart.append(run.rows)


class NumberColumn:
    """Cells that hold numbers; `dated` ones are shown as days, counted from `epoch`."""

    def __init__(self, texts: Texts, dated: bool, epoch: date) -> None:
        self._texts, self._dated, self._epoch = texts, dated, epoch

    def numbers_keys(self) -> tuple[Numbers, Numbers]:
        return self.keys(_EXACT_DIGITS)

    def keys(self, longest: int) -> tuple[Numbers, Numbers]:
        """Certain for whole numbers that are shown as they are stored."""
        texts = self._texts
        keys, has_key = text_keys(texts, longest)
        _, is_whole = whole_numbers(texts)
        padded = (texts.buffer[texts.starts] == ord("0")) & (texts.lengths > 1)
        return keys, has_key & is_whole & ~padded & (texts.lengths <= _EXACT_DIGITS) & (not self._dated)

    def dates(self) -> tuple[Numbers, Numbers]:
        """Serial numbers, with the time of day behind the point or without it, and 20230305."""
        texts = self._texts
        value, certain = whole_numbers(texts)
        others = np.flatnonzero(~certain)
        if len(others):
            number = _floats(texts.among(others))
            serial = np.floor(np.where(np.isfinite(number), number, 0))
            certain[others] = (number - serial) < _ALMOST_A_DAY
            value[others] = np.where(certain[others] & (np.abs(serial) < 1e15), serial, 0).astype(np.int64)
        is_serial = certain & (value >= FIRST_SERIAL) & (value <= LAST_SERIAL)
        is_compact = (value >= 19_000_101) & (value <= 99_991_231) & (texts.lengths == 8)
        serials, place = np.unique(np.where(is_serial, value, FIRST_SERIAL), return_inverse=True)
        days = (self._epoch + timedelta(days=serial) for serial in serials.tolist())
        dates = np.array([day.year * 10_000 + day.month * 100 + day.day for day in days], np.int64)[place]
        return np.where(is_compact, value, dates), is_serial | (certain & is_compact)

    def amounts(self, decimals: int) -> tuple[Numbers, Numbers]:
        """Certain where the binary number is the one nearest to a whole number of fen."""
        texts = self._texts
        if self._dated:
            return np.zeros(len(texts.starts), np.int64), np.zeros(len(texts.starts), bool)
        value, certain = amounts(texts, decimals, grouped=False)
        certain &= texts.lengths <= _EXACT_DIGITS
        others = np.flatnonzero(~certain)
        if len(others):
            number = _floats(texts.among(others))
            number = np.where(np.abs(number) < 10.0 ** min(_LONGEST_WHOLE, _EXACT_DIGITS - decimals), number, np.nan)
            scale = 10.0 ** decimals
            fen = np.rint(number * scale)
            certain[others] = fen / scale == number
            value[others] = np.where(certain[others], fen, 0).astype(np.int64)
        return value, certain

    def text(self, at: int) -> str:
        return text_of(float(self._texts.text(at)))


def _floats(texts: Texts) -> Numbers:
    """nan for whatever is no number: the careful way will tell."""
    try:
        return floats(texts)
    except ValueError:
        return np.full(len(texts.starts), np.nan)
