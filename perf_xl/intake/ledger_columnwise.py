"""Whole columns of a block of bytes at once: cut at the delimiters, digits to whole numbers, texts to 64-bit keys."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct

from perf_xl.intake.ledger_keys import MULTIPLIER, SEED

Numbers = np.ndarray[Any, Any]

_PADDING = 64                # so that reading a few bytes beyond a cell stays inside the buffer
_NEWLINE, _RETURN, _QUOTE, _MINUS, _POINT, _COMMA = b'\n\r"-.,'
_LONGEST_KEY = 32            # bytes of a text that gets its key here
_LONGEST_WHOLE = 11          # digits before the point; a block's sum then stays below 2**63
_BLANK = np.zeros(256, bool)
_BLANK[[9, 11, 12, 13, 32]] = True
_DATE_SEPARATOR = np.zeros(256, bool)
_DATE_SEPARATOR[list(b"-/.")] = True
_WORD_MASK = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_SHIFT = np.uint64(32)


class Cells(Struct, frozen=True):
    """Where the cells of one column begin and end (behind their last byte)."""

    starts: Numbers
    ends: Numbers

    @property
    def lengths(self) -> Numbers:
        return self.ends - self.starts


class Split(Struct, frozen=True):
    """A block cut into rows and cells. `first` is the place of a row's first separator, `counts` its cells."""

    block: bytes
    buffer: Numbers
    separators: Numbers
    first: Numbers
    counts: Numbers
    quoted: bool

    @property
    def rows(self) -> int:
        return len(self.first)

    def column(self, number: int) -> Cells:
        """The cells of a column; empty ones in rows that are too short."""
        at = self.first + np.minimum(number, self.counts - 1)
        ends = self.separators[at]
        starts = np.where(at > 0, self.separators[at - 1] + 1, 0)
        return Cells(np.where(number < self.counts, starts, ends), ends)

    def row_text(self, row: int) -> str:
        at = int(self.first[row])
        start = int(self.separators[at - 1]) + 1 if at else 0
        return self.block[start:int(self.separators[at + int(self.counts[row]) - 1]) + 1].decode("utf-8", "replace")

    def text(self, cells: Cells, row: int) -> str:
        return self.block[int(cells.starts[row]):int(cells.ends[row])].decode("utf-8", "replace")


def split(block: bytes, delimiter: int) -> Split | None:
    """Cut a block that ends with a line end.

    None for a block that only the careful way reads right: quotation marks anywhere but around whole cells, NUL
    characters, a carriage return alone as line end.
    """
    if b"\0" in block or (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")):
        return None
    buffer = np.frombuffer(block + bytes(_PADDING), np.uint8)
    special = (buffer == delimiter) | (buffer == _NEWLINE)
    quoted = b'"' in block
    if quoted:
        special |= buffer == _QUOTE
    places = np.flatnonzero(special)
    if quoted:
        is_quote = buffer[places] == _QUOTE
        inside = np.cumsum(is_quote) & 1
        if inside[-1] or not _quotes_in_place(buffer, places[is_quote], delimiter):
            return None
        places = places[~is_quote & (inside == 0)]
    last = np.flatnonzero(buffer[places] == _NEWLINE)
    first = np.concatenate(([0], last[:-1] + 1))
    return Split(block, buffer, places, first, last - first + 1, quoted)


def _quotes_in_place(buffer: Numbers, quotes: Numbers, delimiter: int) -> bool:
    opening, closing = quotes[::2], quotes[1::2]
    before = buffer[opening - 1]
    begins = (before == delimiter) | (before == _NEWLINE) | (opening == 0)
    behind = buffer[closing + 1]
    ends = (behind == delimiter) | (behind == _NEWLINE) | ((behind == _RETURN) & (buffer[closing + 2] == _NEWLINE))
    return bool(begins.all() and ends.all())


def stripped(cells: Split, number: int) -> Cells:
    """A column's cells without quotation marks and ASCII blanks around their text."""
    column = cells.column(number)
    starts, ends = column.starts, column.ends
    ends = ends - ((ends > starts) & (cells.buffer[ends - 1] == _RETURN))
    if cells.quoted:
        around = (ends - starts >= 2) & (cells.buffer[starts] == _QUOTE)
        starts, ends = starts + around, ends - around
    while (more := (ends > starts) & _BLANK[cells.buffer[ends - 1]]).any():
        ends = ends - more
    while (more := (ends > starts) & _BLANK[cells.buffer[starts]]).any():
        starts = starts + more
    return Cells(starts, ends)


def amounts(buffer: Numbers, cells: Cells, decimals: int) -> tuple[Numbers, Numbers]:
    """Cells like `-1,234.5` times ten to the power of `decimals`, as whole numbers; and which cells are such."""
    negative = (cells.lengths > 0) & (buffer[cells.starts] == _MINUS)
    starts = cells.starts + negative
    lengths = cells.ends - starts
    behind_point = np.zeros(len(starts), np.int64)
    for places in range(1, decimals + 1):
        behind_point[(lengths > places) & (buffer[cells.ends - 1 - places] == _POINT)] = places
    whole_ends = cells.ends - behind_point - (behind_point > 0)
    value, is_plain = _whole(buffer, starts, whole_ends)
    for places in range(decimals):
        here = behind_point > places
        digit = buffer[np.where(here, whole_ends + 1 + places, 0)] - 48
        is_plain &= ~here | (digit <= 9)
        value = value * 10 + np.where(here, digit, 0)
    return np.where(negative, -value, value), is_plain


def _whole(buffer: Numbers, starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Digits, grouped by commas in threes or not grouped at all."""
    lengths = ends - starts
    grouped = (lengths > 4) & (buffer[ends - 4] == _COMMA)
    is_plain = (lengths >= 1) & (lengths <= _LONGEST_WHOLE + 3 * grouped) & ~(grouped & (lengths % 4 == 0))
    value = np.zeros(len(starts), np.int64)
    any_grouped = bool(grouped.any())
    for place in range(int(np.max(np.where(is_plain, lengths, 0), initial=0))):
        here = place < lengths
        digit = buffer[np.maximum(ends - 1 - place, 0)] - 48
        power: Numbers = np.asarray(10 ** place, np.int64)
        if any_grouped:
            comma = grouped & (place % 4 == 3)
            is_plain &= ~(here & comma) | (digit == (_COMMA - 48) % 256)
            here = here & ~comma
            power = np.where(grouped, np.int64(10 ** (place - place // 4)), np.int64(10 ** place))
        is_plain &= ~here | (digit <= 9)
        value += np.where(here & is_plain, digit, 0) * power
    return value, is_plain


def ymd(buffer: Numbers, cells: Cells) -> tuple[Numbers, Numbers]:
    """`2023-03-05`, `2023/03/05`, `2023.03.05`, each with or without a time behind, and `20230305` as 20230305."""
    at = np.minimum(cells.starts, len(buffer) - _PADDING)
    byte = [buffer[at + place] for place in range(11)]
    parted = (cells.lengths >= 10) & _DATE_SEPARATOR[byte[4]] & _DATE_SEPARATOR[byte[7]]
    parted &= (cells.lengths == 10) | (byte[10] == 32) | (byte[10] == ord("T"))
    value = np.zeros(len(at), np.int64)
    is_date = parted | (cells.lengths == 8)
    for with_parts, without in ((0, 0), (1, 1), (2, 2), (3, 3), (5, 4), (6, 5), (8, 6), (9, 7)):
        digit = np.where(parted, byte[with_parts], byte[without]) - 48
        is_date &= digit <= 9
        value = value * 10 + digit
    return np.where(is_date, value, 0), is_date


def text_keys(buffer: Numbers, cells: Cells, longest: int = _LONGEST_KEY) -> tuple[Numbers, Numbers]:
    """The keys of ledger_keys.text_key; and which cells are short enough to have got one (and not blank)."""
    lengths = cells.lengths
    has_key = (lengths > 0) & (lengths <= longest)
    words = np.ndarray((len(buffer) - 7,), "<u8", buffer.data, 0, (1,))
    key = _mixed(np.full(len(lengths), SEED, np.uint64), lengths.astype(np.uint64))
    for at in range(0, int(np.max(np.where(has_key, lengths, 0), initial=0)), 8):
        left = np.clip(lengths - at, 0, 8)
        further = _mixed(key, words[np.minimum(cells.starts + at, len(words) - 1)] & _WORD_MASK[left])
        key = np.where(left > 0, further, key)
    return key, has_key


def finished_keys(number_keys: Numbers, dates: Numbers, fen: Numbers, project_keys: Numbers) -> Numbers:
    """ledger_keys.finished for whole columns."""
    return _mixed(_mixed(_mixed(number_keys, dates.astype(np.uint64)), fen.view(np.uint64)), project_keys)


def _mixed(key: Numbers, word: Numbers) -> Numbers:
    folded: Numbers = (key ^ word) * np.uint64(MULTIPLIER)
    folded ^= folded >> _SHIFT
    return folded


def blanks_outside_ascii(buffer: Numbers, cells: Cells) -> Numbers:
    """Cells that may begin or end with a no-break, ideographic or zero-width blank: for the careful way."""
    suspects = np.zeros(256, bool)
    suspects[[0xC2, 0xE2, 0xE3, 0xEF, 0]] = True
    first = suspects[buffer[cells.starts]]
    last = suspects[buffer[np.maximum(cells.ends - 3, 0)]] | suspects[buffer[np.maximum(cells.ends - 2, 0)]]
    either: Numbers = (first | last) & (cells.lengths > 0)
    return either


