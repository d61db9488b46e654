"""The text of a sheet cut into columns of cells, a megabyte at a time and without a step of Python per cell.

Every tag is looked at: which may follow which is written down in `_STEPS`, and text may stand only where a value does.
Whatever is not exactly so - comments, prefixes, rich text, cells out of order - raises Odd, and a parser reads the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct

from perf_xl.hosts.xlsx_text import Odd

Numbers = np.ndarray[Any, Any]

_LAST_ROW = 1_048_576
_LESS, _GREATER, _SLASH, _QUOTE, _AMPERSAND, _RETURN = b'<>/"&\r'
# Kinds of tags; one that closes itself is _ALONE higher.
_NONE, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _TEXT, _END_ROW, _END_CELL, _END_VALUE, _END_FORMULA, _END_INLINE, _END_TEXT = range(13)
_ALONE = 16
# The two bytes behind `<`, the kind, and the length of the tag where it must be one.
_TAGS = ((b"ro", _ROW, 0), (b"c ", _CELL, 0), (b"v>", _VALUE, 3), (b"f>", _FORMULA, 0), (b"f ", _FORMULA, 0), (b"is", _INLINE, 4),
         (b"t>", _TEXT, 0), (b"t ", _TEXT, 0), (b"/r", _END_ROW, 6), (b"/c", _END_CELL, 4), (b"/v", _END_VALUE, 4),
         (b"/f", _END_FORMULA, 4), (b"/i", _END_INLINE, 5), (b"/t", _END_TEXT, 4))
_STEPS = ((_ROW, _CELL), (_ROW, _CELL + _ALONE), (_ROW, _END_ROW), (_CELL, _VALUE), (_CELL, _FORMULA), (_CELL, _FORMULA + _ALONE),
          (_CELL, _INLINE), (_CELL, _END_CELL), (_FORMULA, _END_FORMULA), (_END_FORMULA, _VALUE), (_END_FORMULA, _END_CELL),
          (_FORMULA + _ALONE, _VALUE), (_FORMULA + _ALONE, _END_CELL), (_VALUE, _END_VALUE), (_END_VALUE, _END_CELL),
          (_INLINE, _TEXT), (_TEXT, _END_TEXT), (_END_TEXT, _END_INLINE), (_END_INLINE, _END_CELL),
          *((before, after) for before in (_END_CELL, _CELL + _ALONE) for after in (_CELL, _CELL + _ALONE, _END_ROW)),
          *((before, after) for before in (_END_ROW, _ROW + _ALONE) for after in (_ROW, _ROW + _ALONE)))
_KIND, _LENGTH = np.zeros(1 << 16, np.uint8), np.zeros(32, np.int64)
_MAY_FOLLOW, _HOLDS_TEXT, _TO_VALUE = np.zeros(1 << 10, bool), np.zeros(32, bool), np.zeros(32, np.int64)
for _letters, _kind, _size in _TAGS:
    _KIND[int.from_bytes(_letters, "little")], _LENGTH[_kind] = _kind, _size
for _before, _after in _STEPS:
    _MAY_FOLLOW[_before << 5 | _after] = True
_HOLDS_TEXT[[_VALUE, _FORMULA, _TEXT]] = True
_TO_VALUE[[_VALUE, _INLINE, _FORMULA, _FORMULA + _ALONE]] = 1, 2, 3, 2      # tags from a cell's own to the one before its value
_ROW_BEGINS, _CELL_BEGINS = (int.from_bytes(text, "little") for text in (b'<row r="', b'<c r="'))
_WORD_MASK = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_ATTRIBUTES = re.compile(rb'(?: s="(\d{1,9})"| t="(\w+)"| (?:cm|vm|ph)="\w+")*')
_MOST_SPELLINGS = 64      # of the attributes of one column in one piece


class CellRun(NamedTuple):
    """Cells of one column that are written alike: the places of their rows in the piece, and where their texts are."""

    rows: Numbers
    kind: str
    style: int
    starts: Numbers
    ends: Numbers


class SheetCut(Struct, frozen=True):
    """A piece of whole rows. `numbers` are the rows' numbers; `escaped` the places of rows with escapes in their texts."""

    buffer: Numbers
    numbers: Numbers
    row_starts: Numbers
    row_ends: Numbers
    escaped: Numbers
    filled: int
    _kinds: Numbers
    _opens: Numbers
    _closes: Numbers
    _cells: Numbers
    _columns: Numbers
    _cell_rows: Numbers
    _quotes: Numbers

    def row_text(self, row: int) -> bytes:
        return self.buffer[int(self.row_starts[row]):int(self.row_ends[row])].tobytes()

    def runs(self, column: int) -> Iterator[CellRun]:
        """The filled cells of a column (from 1), apart by their attributes. Raises Odd for attributes never seen there."""
        chosen = np.flatnonzero(self._columns == column)
        tags = self._cells[chosen]
        value = tags + _TO_VALUE[self._kinds[tags + 1]]
        filled = _HOLDS_TEXT[self._kinds[value]]
        starts, ends = self._closes[value] + 1, self._opens[np.minimum(value + 1, len(self._opens) - 1)]
        filled &= ends > starts
        if not filled.all():
            chosen, tags, starts, ends = chosen[filled], tags[filled], starts[filled], ends[filled]
        rows, begin, end = self._cell_rows[chosen], self._quotes[chosen] + 1, self._closes[tags]
        for _ in range(_MOST_SPELLINGS):
            if not len(rows):
                return
            text = self.buffer[int(begin[0]):int(end[0])].tobytes()
            found = _ATTRIBUTES.fullmatch(text)
            if not found:
                raise Odd
            alike = self._same(text, begin, end)
            run = CellRun(rows[alike], (found[2] or b"n").decode(), int(found[1] or 0), starts[alike], ends[alike])
            other = ~alike
            rows, starts, ends, begin, end = rows[other], starts[other], ends[other], begin[other], end[other]
            yield run
        raise Odd

    def _same(self, text: bytes, begin: Numbers, end: Numbers) -> Numbers:
        alike: Numbers = end - begin == len(text)
        for at in range(0, len(text), 8):
            word = text[at:at + 8]
            alike &= _words(self.buffer, begin + at) & _WORD_MASK[len(word)] == int.from_bytes(word, "little")
        return alike


def cut(buffer: Numbers, row: int) -> SheetCut:
    """A buffer of whole rows below `row`, with room of zeros before and behind them. Raises Odd."""
    opens, closes = np.flatnonzero(buffer == _LESS), np.flatnonzero(buffer == _GREATER)
    kinds = _kinds(buffer, opens, closes)
    is_row = (kinds & (_ALONE - 1)) == _ROW
    rows, cells = np.flatnonzero(is_row), np.flatnonzero((kinds & (_ALONE - 1)) == _CELL)
    numbers, digits, spelled = _row_numbers(buffer, opens[rows], row)
    counts = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
    cell_rows = np.repeat(np.arange(len(rows)), counts)
    columns, quotes = _references(buffer, opens[cells], digits[cell_rows], spelled[cell_rows])
    places = cell_rows << 10 | columns
    if (places[1:] <= places[:-1]).any():
        raise Odd
    starts = opens[rows]
    ends = closes[np.append(rows[1:] - 1, len(closes) - 1)] + 1
    filled = int(np.count_nonzero((kinds == _VALUE) | (kinds == _TEXT)))
    return SheetCut(buffer, numbers, starts, ends, _escaped(buffer, starts), filled, np.append(kinds, np.zeros(4, np.uint8)), opens,
                    np.append(closes, [closes[-1]] * 4), cells, columns, cell_rows, quotes)


def _kinds(buffer: Numbers, opens: Numbers, closes: Numbers) -> Numbers:
    """What each tag is, once it is known that each may stand where it does."""
    if not len(opens) or len(opens) != len(closes):
        raise Odd
    lengths, between = closes - opens, opens[1:] - closes[:-1]
    letters = np.ndarray((len(buffer) - 1,), "<u2", buffer.data, 0, (1,))[opens + 1]
    kinds: Numbers = _KIND[letters]
    usual = _LENGTH[kinds]
    kinds |= (buffer[closes - 1] == _SLASH) * np.uint8(_ALONE)
    follow = _MAY_FOLLOW[kinds[:-1].astype(np.uint16) << 5 | kinds[1:]]
    if not follow.all() or kinds[0] & (_ALONE - 1) != _ROW or kinds[-1] not in (_END_ROW, _ROW + _ALONE):
        raise Odd
    if ((usual > 0) & (lengths != usual - 1)).any() or (lengths < 2).any() or (between < 1).any():
        raise Odd
    if ((between > 1) & ~_HOLDS_TEXT[kinds[:-1]]).any():
        raise Odd
    return kinds


def _row_numbers(buffer: Numbers, opens: Numbers, above: int) -> tuple[Numbers, Numbers, Numbers]:
    """The rows' numbers, rising; how many digits each has, and these as they are spelled."""
    if (_words(buffer, opens) != np.uint64(_ROW_BEGINS)).any():
        raise Odd
    value, digits = np.zeros(len(opens), np.int64), np.zeros(len(opens), np.int64)
    going = np.ones(len(opens), bool)
    for place in range(8):
        digit = buffer[opens + 8 + place] - 48
        going &= digit <= 9
        value = np.where(going, value * 10 + digit, value)
        digits += going
    whole = (digits > 0) & (digits < 8) & (buffer[opens + 8 + digits] == _QUOTE)
    if not whole.all() or value[0] <= above or value[-1] > _LAST_ROW or (value[1:] <= value[:-1]).any():
        raise Odd
    return value, digits, _words(buffer, opens + 8) & _WORD_MASK[digits]


def _references(buffer: Numbers, opens: Numbers, digits: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Each cell's column, from 1, of one or two letters; and where its reference ends, which names the row it stands in."""
    head = _words(buffer, opens)
    if ((head & _WORD_MASK[6]) != np.uint64(_CELL_BEGINS)).any():
        raise Odd
    first, second = ((head >> np.uint64(shift)).astype(np.uint8) - 64 for shift in (48, 56))
    is_pair = second <= 26
    if ((first < 1) | (first > 26) | (second < 1)).any():
        raise Odd
    columns = np.where(is_pair, first * np.int64(26) + second, first)
    numbers = opens + 7 + is_pair
    if (_words(buffer, numbers) & _WORD_MASK[digits] != rows).any() or (buffer[numbers + digits] != _QUOTE).any():
        raise Odd
    return columns, numbers + digits


def _escaped(buffer: Numbers, row_starts: Numbers) -> Numbers:
    """Rows with an entity, a carriage return or an escape such as _x000D_ in a text."""
    marks = (buffer == _AMPERSAND) | (buffer == _RETURN)
    marks[:-1] |= (buffer[:-1] == ord("_")) & (buffer[1:] == ord("x"))
    places = np.flatnonzero(marks)
    return np.unique(np.searchsorted(row_starts, places, "right") - 1) if len(places) else places


def _words(buffer: Numbers, at: Numbers) -> Numbers:
    """The eight bytes from each place on."""
    return np.ndarray((len(buffer) - 7,), "<u8", buffer.data, 0, (1,))[at]
