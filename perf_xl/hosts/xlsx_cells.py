"""The cells of a sheet, cut out of its bytes in one pass: value, formula and number format of each.

Only for sheets written as Excel, WPS, LibreOffice, openpyxl and XlsxWriter write them. That it is so is proven, not
supposed: what the pattern leaves over must be nothing but the tags of rows and blank cells. Anything else - prefixes,
other quotes, missing references, rich text, cells out of order - raises Odd, and the parser in `xlsx_stream` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, count
from typing import NamedTuple

from perf_xl.errors import Unusable
from perf_xl.hosts.xlsx_formulas import Formulas
from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_text import Odd, SharedTexts, dated, meant, moment
from perf_xl.law.limits import ReadLimits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Spot, Value

# Nothing that counts: blank cells, the tags of rows, blanks between them.
_NOTHING = (rb'(?:<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?+(?: t="[A-Za-z]++")?+ ?+/>'
            rb'|</row>|<row(?: [A-Za-z0-9_:]++="[^"<>\x80-\xff]*+")*+(?:/>|>| />)|\s++)*+')
# A cell that holds something: letters, row, style; number of its shared text, or kind, formula after its `<f`, value, what else is inside.
_FILLED = (
    rb'<c r="([A-Z]++)([1-9][0-9]*+)"(?: s="([0-9]++)"|)(?: t="s"><v>([0-9]++)</v>'
    rb'|(?: t="([A-Za-z]++)"|)(?:>|(?: [a-z]++="[0-9]++")++>)(?:<f([ >][^<]*+)(?:</f>|(?<=/>))|)'
    rb'(?:<v(?:>| xml:space="preserve">)([^<]*+)</v>|(<is><t(?:>| xml:space="preserve">)[^<]*+</t></is>|<v/>)|))</c>')
# One after the other to the end of the text: where neither fits, all that follows is odd. Nothing is searched for, so nothing is passed over.
_CELL = re.compile(rb"%b(?:%b|((?s:.++))|\Z)" % (_NOTHING, _FILLED))
_STEP = 10      # its nine groups, and what stood before it
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]* hidden="(?:1|true)"')
_ODD_ROW = re.compile(rb'<row(?! r="\d+"[ />])')
_CLOSED = b"<v/>"
_STRIDE = 1 << 17
_LAST_ROW, _LAST_COLUMN, _LETTERS = 1_048_576, 16_384, 3
_COLUMNS: dict[bytes, int] = {}        # letters seen, at most as many as a sheet has columns


class WrittenStyles(NamedTuple):
    """Numbers of the cell formats that show percentages, and of those that show dates or times, as cells write them."""

    percents: frozenset[bytes]
    dates: frozenset[bytes]


def as_written(styles: Styles) -> WrittenStyles:
    """The numbers of formats in digits."""
    return WrittenStyles(*(frozenset(b"%d" % number for number in numbers) for numbers in (styles.percents, styles.dates)))


class _Found(NamedTuple):
    """The groups of the pattern for all cells of a piece that hold something, one entry a cell."""

    letters: list[bytes]
    rows: list[bytes]
    styles: list[bytes | None]
    shared: list[bytes | None]
    kinds: list[bytes | None]
    formulas: list[bytes | None]
    stored: list[bytes | None]
    others: list[bytes | None]


class Cells:
    """Takes the bytes of a sheet's rows. `rows` begins at A1 and each row ends with its last filled cell."""

    def __init__(self, shared: SharedTexts, styles: WrittenStyles, since_1904: bool, limits: ReadLimits) -> None:
        self._shared, self._since_1904, self._limits = shared, since_1904, limits
        self._percents, self._dates = styles
        self.rows: list[tuple[Value, ...]] = []
        self.formulas = Formulas()
        self.uncached: set[Spot] = set()
        self.errors: dict[Spot, str] = {}
        self.percents: set[Spot] = set()
        self.hidden_rows: set[int] = set()
        self._filled = self._left_out = 0

    def take(self, xml: bytes, begin: int, behind: int) -> None:
        """All rows, between two places in the part of a sheet.

        Raises Odd, KeyError or ValueError where only a parser can be trusted, Unusable beyond the limits.
        """
        for piece in _pieces(xml, begin, behind):
            parts = _CELL.split(piece)
            if any(parts[9::_STEP]):
                raise Odd
            if b"hidden" in piece:
                self._hide(piece)
            end = len(parts) - 1
            while end and parts[end - 9] is None:        # what follows the last cell
                end -= _STEP
            cells = _Found(*(parts[group:end:_STEP] for group in range(1, 9)))
            self._count(len(cells.letters))
            columns = _columns(cells.letters)
            values: list[Value] = [*map(self._shared.__getitem__, cells.shared)]
            if any(cells.formulas):
                self._take_formulas(cells, columns)
            self._take_values(cells, columns, values)
            if self._percents:
                self._note_percents(cells, columns, values)
            self._place(cells.rows, columns, values)

    def _take_formulas(self, cells: _Found, columns: list[int]) -> None:
        has_one = cells.formulas
        rows = [*map(int, compress(cells.rows, has_one))]
        if max(rows) > _LAST_ROW:
            raise Odd
        spots = [*zip(rows, compress(columns, has_one), strict=True)]
        self.formulas.add(spots, [*filter(None, has_one)])
        shown = zip(spots, *(compress(each, has_one) for each in (cells.kinds, cells.stored, cells.others)), strict=True)
        # An empty result counts as never stored, except where it says it is text: `=""` is stored like that.
        self.uncached.update([spot for spot, kind, value, other in shown
                              if not value and not (kind == b"str" and (value == b"" or other == _CLOSED))])

    def _take_values(self, cells: _Found, columns: list[int], values: list[Value]) -> None:
        """What the cells hold that show no shared text: numbers, results of formulas, everything else."""
        dates, kinds, styles = self._dates, cells.kinds, cells.styles
        for at, value in zip(compress(count(), cells.stored), filter(None, cells.stored), strict=False):
            kind = kinds[at]
            if kind is None and styles[at] not in dates:
                values[at] = float(value)
            elif kind == b"e":
                self.errors[_row(cells.rows[at]), columns[at]] = _as_stored(value)
            else:
                values[at] = self._value(kind, value, styles[at])
        if any(cells.others):
            for at, other in enumerate(cells.others):
                if other is not None:
                    values[at] = _inline(other)

    def _place(self, rows: list[bytes], columns: list[int], values: list[Value]) -> None:
        """Put the values into their lines, each right of the one before, each line below the one before."""
        lines, last, width = self.rows, b"", 0
        line: list[Value] = []
        for row, column, value in zip(rows, columns, values, strict=True):
            if value is None:
                continue
            if row != last:
                if line:
                    lines.append(tuple(line))
                gap = _row(row) - 1 - len(lines)
                if gap:
                    self._leave_out(gap)
                    lines += [()] * gap
                last, line, width = row, [], 0
            width += 1
            if column != width:
                self._leave_out(column - width)
                line += [None] * (column - width)
                width = column
            line.append(value)
        if line:
            lines.append(tuple(line))

    def _leave_out(self, slots: int) -> None:
        """Rows or cells without anything before one that has something: far apart, few cells need much room."""
        if slots < 0:
            raise Odd
        self._left_out += slots
        if self._left_out > self._limits.slots:
            raise Unusable("read.scattered", limit=self._limits.slots)

    def _note_percents(self, cells: _Found, columns: list[int], values: list[Value]) -> None:
        percents = self._percents
        for at in [*compress(range(len(values)), map(percents.__contains__, cells.styles))]:
            spot = _row(cells.rows[at]), columns[at]
            if values[at] is not None or spot in self.formulas:
                self.percents.add(spot)

    def _count(self, cells: int) -> None:
        self._filled += cells
        if self._filled > self._limits.cells:
            raise Unusable("read.too_many_cells", limit=self._limits.cells)

    def _hide(self, piece: bytes) -> None:
        if _ODD_ROW.search(piece):
            raise Odd
        self.hidden_rows.update(map(int, _HIDDEN_ROW.findall(piece)))

    def _value(self, kind: bytes | None, stored: bytes, style: bytes | None) -> Value:
        """What a cell holds that is no plain number, shows no shared text and no error."""
        if kind == b"s":
            return self._shared[stored]
        if kind == b"str":
            return meant(stored.decode())
        text = _as_stored(stored)
        if kind is None or kind == b"n":
            number = float(text)
            return moment(number, self._since_1904) if style in self._dates else number
        if kind == b"b":
            return text.strip() in ("1", "true")
        if kind == b"d":
            return dated(text)
        raise Odd


def _as_stored(value: bytes) -> str:
    """A value in which no program needs entities. Raises Odd where there are."""
    if b"&" in value:
        raise Odd
    return value.decode()


def _inline(other: bytes) -> str | None:
    """The text that stands in the cell itself."""
    return None if other == _CLOSED else meant(other[other.index(b">", len("<is>")) + 1:-len("</t></is>")].decode()) or None


def _row(written: bytes) -> int:
    row = int(written)
    if row > _LAST_ROW:
        raise Odd
    return row


def _pieces(xml: bytes, start: int, end: int) -> Iterator[bytes]:
    """Whole rows, a hundred kilobytes or so at a time: the parts of a large sheet must not all be in memory at once."""
    while start < end:
        stop = xml.find(b"<row", start + _STRIDE, end)
        stop = end if stop < 0 else stop
        yield xml[start:stop]
        start = stop


def _columns(letters: list[bytes]) -> list[int]:
    """The numbers of columns. Raises Odd for one beyond the last."""
    try:
        return [*map(_COLUMNS.__getitem__, letters)]
    except KeyError:
        _COLUMNS.update({new: column_of(new.decode()) for new in set(letters).difference(_COLUMNS)})
    return [*map(_COLUMNS.__getitem__, letters)]


def column_of(letters: str) -> int:
    """'AB' -> 28. Raises Odd beyond the last column."""
    number = column_number(letters) if len(letters) <= _LETTERS else 0
    if not 0 < number <= _LAST_COLUMN:
        raise Odd
    return number
