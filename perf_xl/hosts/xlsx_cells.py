"""The cells of a sheet, cut out of its text in one pass: value, formula and number format of each.

Only for text written as Excel, WPS, LibreOffice, openpyxl and XlsxWriter write it. That it is so is proven, not
supposed: what the pattern leaves over must be nothing but the tags of rows and blank cells. Anything else - prefixes,
other quotes, missing references, rich text, cells out of order - raises Odd, and the parser in `xlsx_stream` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from perf_xl.errors import Unusable
from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_text import Odd, clean, dated, line_breaks, moment, unescaped
from perf_xl.law.limits import ReadLimits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Spot, Value

# A cell that holds something: letters, row, style, kind, facts of the formula, formula, value, inline text, its end.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9]\d{0,6}+)"(?: s="(\d++)")?+(?: t="(\w++)")?+(?: [a-z]++="\d++")*+>'
    r'(?:<f((?: [^<>]*+)?+)>(?:([^<]*+)</f>)?+)?+(?:<v(?: xml:space="preserve")?+>([^<]*+)</v>'
    r'|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>|(<v/>))?+</c>')
_STEP = 10      # its nine groups, and what stood before it
_REST = re.compile(r'(?:\s++|</row>|<row(?: [\w:]++="[^"<>]*+")*+ ?/?>|<c r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?: s="\d++")?+(?: t="\w++")?+ ?/>)*+')
_HIDDEN_ROW = re.compile(r'<row r="(\d{1,7})"[^>]* hidden="(?:1|true)"')
_ODD_ROW = re.compile(r'<row(?! r="\d+"[ />])')
_STRIDE = 1 << 20
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_Cell = tuple[Any, ...]
_COLUMNS: dict[str, int] = {}        # letters seen, at most as many as a sheet has columns


class Cells:
    """Takes the text of a sheet's rows. `rows` begins at A1 and each row ends with its last filled cell."""

    def __init__(self, shared: Mapping[str, str], styles: Styles, since_1904: bool, limits: ReadLimits) -> None:
        """`shared` maps the number of a shared text, as it is written, to the text."""
        self._shared, self._since_1904, self._limits = shared, since_1904, limits
        self._dates = frozenset(map(str, styles.dates))
        self._percents = frozenset(map(str, styles.percents))
        self.rows: list[tuple[Value, ...]] = []
        self.formulas: dict[Spot, str] = {}
        self.uncached: set[Spot] = set()
        self.errors: dict[Spot, str] = {}
        self.percents: set[Spot] = set()
        self.hidden_rows: set[int] = set()
        self._filled = self._slots = 0

    def take(self, text: str) -> None:
        """All rows. Raises Odd or KeyError where only a parser can be trusted, Unusable beyond the limits."""
        shared, percents, columns = self._shared, self._percents, _COLUMNS
        line: list[Value] = []
        at, last = 0, ""
        for piece in _pieces(text):
            parts = _CELL.split(piece)
            self._look_at_rest("".join(parts[::_STEP]))
            self._count(len(parts) // _STEP)
            for cell in zip(*(parts[group::_STEP] for group in range(1, _STEP)), strict=True):
                letters, row, style, kind, facts, _, stored, inline, _ = cell
                if kind == "s" and stored and facts is None:
                    value: Value = shared[stored] or None
                elif stored is None and facts is None and inline is None:
                    continue
                else:
                    value = self._value((int(row), column_of(letters)), style, cell)
                if facts is None and value is None:
                    continue
                if row != last:
                    self._end_row(line, at)
                    at, last, line = _row_after(at, row), row, []
                column = columns.get(letters) or column_of(letters)
                if style in percents:
                    self.percents.add((at, column))
                if value is not None:
                    gap = column - 1 - len(line)
                    if gap > 0:
                        line += [None] * gap
                    elif gap:
                        raise Odd
                    line.append(value)
        self._end_row(line, at)

    def _count(self, cells: int) -> None:
        self._filled += cells
        if self._filled > self._limits.cells:
            raise Unusable("read.too_many_cells", limit=self._limits.cells)

    def _look_at_rest(self, rest: str) -> None:
        if not _REST.fullmatch(rest):
            raise Odd
        if "hidden" in rest:
            if _ODD_ROW.search(rest):
                raise Odd
            self.hidden_rows.update(map(int, _HIDDEN_ROW.findall(rest)))

    def _end_row(self, line: list[Value], at: int) -> None:
        if line:
            self._slots += len(line) + at - len(self.rows)
            if self._slots > self._limits.slots:
                raise Unusable("read.scattered", limit=self._limits.slots)
            self.rows += [()] * (at - 1 - len(self.rows))
            self.rows.append(tuple(line))

    def _value(self, spot: Spot, style: str | None, cell: _Cell) -> Value:
        """What a cell holds that shows no shared text; its formula and its error are kept."""
        _, _, _, kind, facts, formula, stored, inline, closed = cell
        if facts is not None:
            self._formula(spot, facts, formula, "" if closed else stored, kind == "str")
        if inline is not None:
            if stored is not None:
                raise Odd
            return clean(unescaped(inline)) or None
        if not stored:
            return None
        if kind == "s":
            return self._shared[stored] or None
        if kind == "str":
            return clean(unescaped(stored))
        if "&" in stored:
            raise Odd
        if kind is None or kind == "n":
            return self._number(stored, style in self._dates)
        if kind == "b":
            return stored.strip() in ("1", "true")
        if kind == "e":
            self.errors[spot] = stored
            return None
        if kind == "d":
            return dated(stored)
        raise Odd

    def _number(self, stored: str, is_date: bool) -> Value:
        try:
            number = float(stored)
        except ValueError:
            raise Odd from None
        return moment(number, self._since_1904) if is_date else number

    def _formula(self, spot: Spot, facts: str, formula: str | None, stored: str | None, is_text: bool) -> None:
        """An empty result counts as never stored, except where it says it is text: `=""` is stored like that."""
        if formula is None and not facts.endswith("/"):
            raise Odd                           # <f> without its end
        if formula and ("&" in formula or "\r" in formula):
            formula = line_breaks(unescaped(formula))
        self.formulas[spot] = f"={formula}" if formula else ""
        if not stored and not (stored == "" and is_text):
            self.uncached.add(spot)


def _row_after(before: int, text: str) -> int:
    row = int(text)
    if not before < row <= _LAST_ROW:
        raise Odd
    return row


def _pieces(text: str) -> Iterator[str]:
    """Whole rows, a megabyte or so at a time: the parts of a large sheet must not all be in memory at once."""
    start = 0
    while start < len(text):
        end = text.find("<row", start + _STRIDE)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end


def column_of(letters: str) -> int:
    """'AB' -> 28. Raises Odd beyond the last column."""
    number = _COLUMNS.get(letters) or column_number(letters)
    if number > _LAST_COLUMN:
        raise Odd
    _COLUMNS[letters] = number
    return number
