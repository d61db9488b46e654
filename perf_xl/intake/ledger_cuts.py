"""A block of rows, cut into cells: how it hands its columns to the block reader, whichever file it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from msgspec import Struct

from perf_xl.intake.ledger_cells import day_of
from perf_xl.intake.ledger_columnwise import (
    PADDING,
    Numbers,
    Texts,
    amounts,
    blanks_outside_ascii,
    text_keys,
    ymd,
)
from perf_xl.intake.ledger_text import records_in

_NEWLINE, _RETURN, _QUOTE, _LAST_BLANK, _LAST_SIGN = b'\n\r" ,'
EVERY_ROW = slice(None)
_NO_ROW = np.empty(0, np.intp)


class Column(Protocol):
    """Cells of one kind. Each answer comes with a column that says which cells it is certain for."""

    def numbers_keys(self) -> tuple[Numbers, Numbers]: ...
    def keys(self, longest: int) -> tuple[Numbers, Numbers]: ...
    def dates(self) -> tuple[Numbers, Numbers]: ...
    def amounts(self, decimals: int) -> tuple[Numbers, Numbers]: ...
    def text(self, at: int) -> str: ...


class Part(NamedTuple):
    """Which rows of a block the cells stand in."""

    rows: Numbers | slice
    cells: Column


class Block(Protocol):
    """Rows one below the other. `numbers` are their numbers in the file, from 1; blank rows may be missing."""

    @property
    def numbers(self) -> Numbers: ...
    @property
    def apart(self) -> Numbers:
        """Places of rows that need the careful way whatever their columns say."""
    def column(self, number: int) -> Sequence[Part]:
        """The cells of a column, by kind; blank ones may be missing."""
    def records(self, rows: Numbers) -> Iterator[Sequence[str]]:
        """The texts of single rows, given by their places in the block, in order."""


class TextColumn:
    """Cells that hold text, without blanks around it."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def numbers_keys(self) -> tuple[Numbers, Numbers]:
        """Keys of voucher numbers: unlike codes, they are known by nothing but their text."""
        keys, certain = text_keys(self._texts)
        return keys, certain & ~blanks_outside_ascii(self._texts)

    def keys(self, longest: int) -> tuple[Numbers, Numbers]:
        return text_keys(self._texts, longest)

    def dates(self) -> tuple[Numbers, Numbers]:
        """As 20230305; 0 for what is no date."""
        dates, certain = ymd(self._texts)
        if not certain.all():
            others = np.flatnonzero(~certain & (self._texts.lengths > 0))
            for at in others.tolist():
                dates[at] = _ymd_in_text(self._texts.text(at))
        return dates, dates > 0

    def amounts(self, decimals: int) -> tuple[Numbers, Numbers]:
        return amounts(self._texts, decimals)

    def text(self, at: int) -> str:
        return self._texts.text(at)


@lru_cache(maxsize=4096)
def _ymd_in_text(text: str) -> int:
    day = day_of(text)
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


class TextBlock(Struct, frozen=True, dict=True):
    """Delimited text. `first` is the place of a row's first separator, `counts` its cells.

    `width` is the number of cells where all rows have the same, else 0.
    `bare`: no blank, no carriage return and no quotation mark stands in it.
    """

    buffer: Numbers
    delimiter: int
    separators: Numbers
    first: Numbers
    counts: Numbers
    width: int
    bare: bool
    quoted: bool
    numbers: Numbers

    @property
    def apart(self) -> Numbers:
        return _NO_ROW

    def column(self, number: int) -> tuple[Part, ...]:
        return (Part(EVERY_ROW, TextColumn(self._texts(number))),)

    @cached_property
    def _ends(self) -> Numbers:
        """The separators column by column: made by whoever looks into the columns, not by the busier thread that cuts."""
        return np.ascontiguousarray(self.separators.reshape(-1, self.width).T)

    def _texts(self, number: int) -> Texts:
        """Without line end and quotation marks; empty in rows that are too short."""
        if number < self.width:
            ends, before = self._ends[number], self._ends[number - 1] + 1
            starts = before if number else np.concatenate(([PADDING], before[:-1]))
        else:
            at = self.first + np.minimum(number, self.counts - 1)
            ends = self.separators[at]
            starts = np.where(at > 0, self.separators[at - 1] + 1, PADDING)
            starts = np.where(number < self.counts, starts, ends)
        if self.bare:
            return Texts(self.buffer, starts, ends)
        ends = ends - ((ends > starts) & (self.buffer[ends - 1] == _RETURN))
        if self.quoted:
            around = (ends - starts >= 2) & (self.buffer[starts] == _QUOTE)
            starts, ends = starts + around, ends - around
        return Texts(self.buffer, starts, ends).stripped()

    def records(self, rows: Numbers) -> Iterator[Sequence[str]]:
        for row in rows.tolist():
            at = int(self.first[row])
            start = int(self.separators[at - 1]) + 1 if at else PADDING
            line = self.buffer[start:int(self.separators[at + int(self.counts[row]) - 1]) + 1].tobytes()
            yield next(records_in(line.decode("utf-8", "replace"), chr(self.delimiter)), [])


class RecordBlock:
    """Rows that only the careful way reads right: no column of theirs is certain."""

    def __init__(self, text: str, delimiter: str, above: int) -> None:
        self._records = list(records_in(text, delimiter))
        self.numbers, self.apart = _numbers(above, len(self._records)), _NO_ROW

    def column(self, number: int) -> tuple[Part, ...]:
        return ()

    def records(self, rows: Numbers) -> Iterator[Sequence[str]]:
        return (self._records[row] for row in rows.tolist())


def cut(text: bytes | bytearray, delimiter: str, above: int) -> TextBlock | RecordBlock:
    """Text that ends with a line end, padded, cut at the delimiters; `above` rows stand above it.

    Quotation marks anywhere but around whole cells, NUL characters and a carriage return alone as line end need the
    careful way.
    """
    buffer = np.frombuffer(text, np.uint8)
    separators = _separators(buffer, ord(delimiter))
    if separators is None:
        return RecordBlock(text[PADDING:-PADDING].decode("utf-8", "replace"), delimiter, above)
    return TextBlock(buffer, ord(delimiter), *separators, _numbers(above, len(separators[1])))


def _separators(buffer: Numbers, delimiter: int) -> tuple[Numbers, Numbers, Numbers, int, bool, bool] | None:
    """What a TextBlock knows of its separators; None where only the careful way reads right."""
    # All that matters is among the first letters of the alphabet of bytes, and few others are: one pass finds it.
    found = buffer <= _LAST_SIGN
    if delimiter > _LAST_SIGN:
        found |= buffer == delimiter
    places = np.flatnonzero(found)[PADDING:-PADDING]      # zeros are among them
    signs = buffer.take(places)
    ends_row = signs == _NEWLINE
    separates = ends_row | (signs == delimiter)
    if separates.all():
        return *_rows(places, ends_row), True, False
    others, returns = signs[~separates], places[signs == _RETURN]
    if not others.min() or (buffer[returns + 1] != _NEWLINE).any():
        return None
    quotes = signs == _QUOTE
    quoted = bool(quotes.any())
    if quoted:
        inside = np.cumsum(quotes) & 1
        if inside[-1] or not _quotes_in_place(buffer, places[quotes], delimiter):
            return None
        separates &= inside == 0
    bare = not quoted and bool(others.min() > _LAST_BLANK)
    return *_rows(places[separates], ends_row[separates]), bare, quoted


def _rows(separators: Numbers, ends_row: Numbers) -> tuple[Numbers, Numbers, Numbers, int]:
    """Separators; the place of each row's first, how many it has; and how many all have, where that is the same."""
    lines = int(np.count_nonzero(ends_row))
    width, left = divmod(len(separators), lines)
    if not left and ends_row[width - 1::width].all():      # then no line end is anywhere else
        return separators, np.arange(0, len(separators), width), np.full(lines, width), width
    last = np.flatnonzero(ends_row)
    first = np.concatenate(([0], last[:-1] + 1))
    return separators, first, last - first + 1, 0


def _quotes_in_place(buffer: Numbers, quotes: Numbers, delimiter: int) -> bool:
    opening, closing = quotes[::2], quotes[1::2]
    before = buffer[opening - 1]
    begins = (before == delimiter) | (before == _NEWLINE) | (opening == PADDING)
    behind = buffer[closing + 1]
    ends = (behind == delimiter) | (behind == _NEWLINE) | ((behind == _RETURN) & (buffer[closing + 2] == _NEWLINE))
    return bool(begins.all() and ends.all())


def _numbers(above: int, rows: int) -> Numbers:
    return np.arange(above + 1, above + 1 + rows)


Answer = tuple[Numbers, Numbers]


def over(parts: Sequence[Part], rows: int, ask: Callable[[Column], Answer], kind: type = np.int64) -> Answer:
    """An answer for all rows of a block, put together from its parts; not certain in rows without such a cell."""
    if len(parts) == 1 and isinstance(parts[0].rows, slice):
        return ask(parts[0].cells)
    values: Numbers = np.zeros(rows, kind)
    certain: Numbers = np.zeros(rows, bool)
    for part in parts:
        values[part.rows], certain[part.rows] = ask(part.cells)
    return values, certain


def text_at(parts: Sequence[Part], row: int) -> str:
    """The text of one cell; '' where the row has none."""
    for part in parts:
        if isinstance(part.rows, slice):
            return part.cells.text(row)
        at = int(np.searchsorted(part.rows, row))
        if at < len(part.rows) and part.rows[at] == row:
            return part.cells.text(at)
    return ""
