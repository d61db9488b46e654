"""The cells of a sheet, cut out of its text in one pass: value, formula and number format of each.

Only for text written as Excel, WPS, LibreOffice, openpyxl and XlsxWriter write it. That it is so is proven, not
supposed: what the pattern leaves over must be nothing but the tags of rows and blank cells. Anything else - prefixes,
other quotes, missing references, rich text, cells out of order - raises Odd, and the parser in `xlsx_stream` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.errors import Unusable
from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_text import Odd, SharedTexts, dated, line_breaks, meant, moment, unescaped
from perf_xl.law.limits import ReadLimits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Spot, Value

# Nothing that counts: blank cells, the tags of rows, blanks between them.
_NOTHING = (r'(?:<c r="[A-Z]++\d++"(?: s="\d++"|)(?: t="\w++"|)(?:/>| />)'
            r'|</row>|<row(?: [\w:]++="[^"<>]*+")*+(?:/>|>| />)|\s++)*+')
# A cell that holds something: letters, row, style; number of its shared text, or kind, formula with its tags, value, what else is inside.
_FILLED = (
    r'<c r="([A-Z]++)(\d++)"(?: s="(\d++)"|)(?: t="s"><v>(\d++)</v>'
    r'|(?: t="(\w++)"|)(?:>|(?: [a-z]++="\d++")++>)(<f(?:>| [^<>]*+>)(?:[^<]*+</f>|)|)'
    r'(?:<v(?:>| xml:space="preserve">)([^<]*+)</v>|(<is><t(?:>| xml:space="preserve">)[^<]*+</t></is>|<v/>)|))</c>')
# One after the other to the end of the text: where neither fits, all that follows is odd. Nothing is searched for, so nothing is passed over.
_CELL = re.compile(rf"{_NOTHING}(?:{_FILLED}|((?s:.++))|\Z)", re.ASCII)
_STEP = 10      # its nine groups, and what stood before it
_HIDDEN_ROW = re.compile(r'<row r="(\d{1,7})"[^>]* hidden="(?:1|true)"', re.ASCII)
_ODD_ROW = re.compile(r'<row(?! r="\d+"[ />])', re.ASCII)
_CLOSED = "<v/>"
_END_OF_FORMULA = len("</f>")
_STRIDE = 1 << 20
_LAST_ROW, _LAST_COLUMN, _LETTERS = 1_048_576, 16_384, 3
_COLUMNS: dict[str, int] = {}        # letters seen, at most as many as a sheet has columns


class Cells:
    """Takes the text of a sheet's rows. `rows` begins at A1 and each row ends with its last filled cell."""

    def __init__(self, shared: SharedTexts, styles: Styles, since_1904: bool, limits: ReadLimits) -> None:
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
        """All rows. Raises Odd, KeyError or ValueError where only a parser can be trusted, Unusable beyond the limits."""
        for piece in _pieces(text):
            parts = _CELL.split(piece)
            if any(parts[9::_STEP]):
                raise Odd
            if "hidden" in piece:
                self._hide(piece)
            end = parts[1::_STEP].index(None) * _STEP        # what follows the last cell
            letters, rows, styles, shared, *special = (parts[group:end:_STEP] for group in range(1, 9))
            self._count(len(letters))
            columns = _columns(letters)
            values: list[Value] = [*map(self._shared.get, shared)]
            # A text that is not there, or only one that is empty?
            if values.count(None) != shared.count(None) and not self._shared.keys() >= set(shared):
                raise Odd
            self._take_apart([at for at, number in enumerate(shared) if number is None], columns, rows, styles, values, *special)
            if self._percents:
                self._note_percents(columns, rows, styles, values)
            self._place(columns, rows, values)

    def _take_apart(self, apart: list[int], columns: list[int], rows: list[str], styles: list[str | None], values: list[Value],
                    kinds: list[str | None], formulas: list[str | None], stored: list[str | None], others: list[str | None]) -> None:
        """The cells that show no shared text: numbers, results of formulas, everything else."""
        dates = self._dates
        for at in apart:
            kind, formula, value = kinds[at], formulas[at], stored[at]
            if formula is None and value is None and others[at] is None:
                continue
            spot = _row(rows[at]), columns[at]
            if formula:
                self.formulas[spot] = _formula(formula)
                # An empty result counts as never stored, except where it says it is text: `=""` is stored like that.
                if not value and not (kind == "str" and (value == "" or others[at] == _CLOSED)):
                    self.uncached.add(spot)
            if value and kind is None and styles[at] not in dates:
                values[at] = float(value)
            elif value or others[at] is not None:
                values[at] = self._value(spot, kind, value, others[at], styles[at])

    def _place(self, columns: list[int], rows: list[str], values: list[Value]) -> None:
        """Put the values into their lines, each right of the one before, each line below the one before."""
        lines, last, width = self.rows, "", 0
        line: list[Value] = []
        for column, row, value in zip(columns, rows, values, strict=True):
            if value is None:
                continue
            if row != last:
                self._end_row(line)
                gap = _row(row) - 1 - len(lines)
                if gap < 0:
                    raise Odd
                if gap:
                    self._use_slots(gap)
                    lines += [()] * gap
                last, line, width = row, [], 0
            width += 1
            if column != width:
                if column < width:
                    raise Odd
                line += [None] * (column - width)
                width = column
            line.append(value)
        self._end_row(line)

    def _end_row(self, line: list[Value]) -> None:
        if line:
            self._use_slots(len(line) + 1)
            self.rows.append(tuple(line))

    def _use_slots(self, number: int) -> None:
        self._slots += number
        if self._slots > self._limits.slots:
            raise Unusable("read.scattered", limit=self._limits.slots)

    def _note_percents(self, columns: list[int], rows: list[str], styles: list[str | None], values: list[Value]) -> None:
        percents = self._percents
        for at in [at for at, style in enumerate(styles) if style in percents]:
            spot = _row(rows[at]), columns[at]
            if values[at] is not None or spot in self.formulas:
                self.percents.add(spot)

    def _count(self, cells: int) -> None:
        self._filled += cells
        if self._filled > self._limits.cells:
            raise Unusable("read.too_many_cells", limit=self._limits.cells)

    def _hide(self, text: str) -> None:
        if _ODD_ROW.search(text):
            raise Odd
        self.hidden_rows.update(map(int, _HIDDEN_ROW.findall(text)))

    def _value(self, spot: Spot, kind: str | None, stored: str | None, other: str | None, style: str | None) -> Value:
        """What a cell holds that is no plain number and shows no shared text; an error is kept."""
        if other is not None and other != _CLOSED:
            return meant(other[other.index(">", len("<is>")) + 1:-len("</t></is>")]) or None
        if not stored:
            return None
        if kind == "s":
            return self._shared[stored]
        if kind == "str":
            return meant(stored)
        if "&" in stored:
            raise Odd
        if kind is None or kind == "n":
            number = float(stored)
            return moment(number, self._since_1904) if style in self._dates else number
        if kind == "b":
            return stored.strip() in ("1", "true")
        if kind == "e":
            self.errors[spot] = stored
            return None
        if kind == "d":
            return dated(stored)
        raise Odd


def _formula(written: str) -> str:
    """The formula between its tags, as a cell shows it; '' where a neighbour has the text. Raises Odd for a tag without its end."""
    facts, _, formula = written.partition(">")
    if not formula and not facts.endswith("/"):
        raise Odd
    if "&" in formula or "\r" in formula:
        formula = line_breaks(unescaped(formula))
    return f"={formula[:-_END_OF_FORMULA]}" if len(formula) > _END_OF_FORMULA else ""


def _row(text: str) -> int:
    row = int(text)
    if row > _LAST_ROW or text[0] == "0":
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


def _columns(letters: list[str]) -> list[int]:
    """The numbers of columns. Raises Odd for one beyond the last."""
    try:
        return [*map(_COLUMNS.__getitem__, letters)]
    except KeyError:
        for new in set(letters).difference(_COLUMNS):
            column_of(new)
    return [*map(_COLUMNS.__getitem__, letters)]


def column_of(letters: str) -> int:
    """'AB' -> 28. Raises Odd beyond the last column."""
    number = _COLUMNS.get(letters) or (column_number(letters) if len(letters) <= _LETTERS else 0)
    if not 0 < number <= _LAST_COLUMN:
        raise Odd
    _COLUMNS[letters] = number
    return number
