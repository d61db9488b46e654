"""Reads one sheet with a hardened parser, piece by piece: for very large sheets, and for
XML written in an unusual way. Rows are only as long as their last filled cell. Formatted cells
without content are dropped before the parser sees them: a column formatted to the last row is harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perf_xl.errors import Unusable
from perf_xl.hosts.safe_xml import walk
from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_sheet import Rows, SheetFacts
from perf_xl.hosts.xlsx_text import SharedTexts, clean, dated, moment
from perf_xl.law.limits import read_limits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Area, Spot, Value

_EMPTY_CELLS = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="n")?(?:/>|></c>)')
_EMPTY_ROWS = re.compile(rb'<row r="\d+"(?: (?!hidden)[\w:]+="[^"<>]*")*(?:/>|></row>)')
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TRUE = ("1", "true")


def stream_sheet(chunks: Iterable[bytes], part: str, shared: SharedTexts, styles: Styles,
                 since_1904: bool) -> tuple[Rows, SheetFacts]:
    """Rows from A1 and the facts of a sheet. Raises Unusable for broken XML and beyond the limits."""
    reader = _Reader(part, shared, styles, since_1904)
    walk(_trimmed(chunks), part, reader.start, reader.end, reader.text)
    return reader.rows(), reader.facts()


def shared_strings_in(chunks: Iterable[bytes]) -> list[str]:
    """The same, piece by piece."""
    texts: list[str] = []
    pieces: list[str] = []
    depth = {"si": 0, "t": 0, "rPh": 0}

    def start(name: str, _: dict[str, str]) -> None:
        if name in depth:
            depth[name] += 1

    def end(name: str) -> None:
        if name in depth:
            depth[name] -= 1
        if name == "si":
            texts.append(clean("".join(pieces)))
            pieces.clear()

    def text(piece: str) -> None:
        if depth["si"] and depth["t"] and not depth["rPh"]:
            pieces.append(piece)

    walk(chunks, "xl/sharedStrings.xml", start, end, text)
    return texts


class _Reader:
    """Takes the events of one sheet; knows where it is even when references are missing."""

    def __init__(self, part: str, shared: SharedTexts, styles: Styles, since_1904: bool) -> None:
        self._part = part
        self._shared, self._styles, self._since_1904 = shared, styles, since_1904
        self._limits = read_limits()
        self._lines: dict[int, dict[int, Value]] = {}
        self._merges: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._formulas: dict[Spot, str] = {}
        self._uncached: set[Spot] = set()
        self._errors: dict[Spot, str] = {}
        self._percents: set[Spot] = set()
        self._row = self._column = self._cells = self._style = 0
        self._type = ""
        self._pieces: list[str] | None = None
        self._formula: str | None = None
        self._value: str | None = None
        self._inline: list[str] = []
        self._phonetic = False

    def start(self, name: str, facts: dict[str, str]) -> None:
        if self._pieces is not None:
            raise Unusable("read.bad_xml", part=self._part)      # an element inside a value: what it says is a guess
        if name == "c":
            self._open_cell(facts)
        elif name in ("v", "f", "t"):
            self._pieces = []
        elif name == "row":
            self._row = self._row_number(facts.get("r"))
            self._column = 0
            if facts.get("hidden") in _TRUE:
                self._hidden_rows.add(self._row)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(facts.get("ref", ""))
        elif name == "col" and facts.get("hidden") in _TRUE:
            first, last = facts.get("min", ""), facts.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._hidden_columns.append((int(first), int(last)))

    def text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        if name == "c":
            self._close_cell()
        elif name in ("v", "f", "t"):
            found, self._pieces = "".join(self._pieces or ()), None
            if name == "v":
                self._value = found
            elif name == "f":
                self._formula = found
            elif not self._phonetic:
                self._inline.append(found)
        elif name == "rPh":
            self._phonetic = False

    def rows(self) -> Rows:
        """Raises Unusable when a few cells lie so far apart that the picture would be too large."""
        bottom = max(self._lines, default=0)
        if bottom + sum(max(line) for line in self._lines.values()) > self._limits.slots:
            raise Unusable("read.scattered", limit=self._limits.slots)
        lines: list[tuple[Value, ...]] = [()] * bottom
        for row, cells in self._lines.items():
            lines[row - 1] = _line(cells)
        return tuple(lines)

    def facts(self) -> SheetFacts:
        return SheetFacts(tuple(self._merges), frozenset(self._hidden_rows), tuple(self._hidden_columns),
                          self._formulas, frozenset(self._uncached), self._errors, frozenset(self._percents))

    def _row_number(self, text: str | None) -> int:
        number = int(text) if text and text.isdecimal() and len(text) < 8 else self._row + 1
        if not 0 < number <= _LAST_ROW:
            raise Unusable("read.far_cell", cell=f"{text or number}")
        return number

    def _open_cell(self, facts: dict[str, str]) -> None:
        reference = facts.get("r")
        if reference is None:
            self._row = self._row or 1       # a cell outside any row stands in the first
            self._column += 1
        else:
            found = _REFERENCE.fullmatch(reference)
            if not found:
                raise Unusable("read.far_cell", cell=reference[:20])
            self._row, self._column = self._row_number(found[2]), column_number(found[1])
        if self._column > _LAST_COLUMN:
            raise Unusable("read.far_cell", cell=reference or f"{self._column}")
        style = facts.get("s", "0")
        self._style = int(style) if style.isdecimal() else 0
        self._type = facts.get("t", "n")
        self._formula = self._value = None
        self._inline.clear()

    def _close_cell(self) -> None:
        spot = self._row, self._column
        if self._formula is not None:
            self._formulas[spot] = "=" + self._formula if self._formula else ""
            if self._value is None or (not self._value and self._type != "str"):
                self._uncached.add(spot)
        value = self._meaning(spot)
        if value is None and self._formula is None:
            return
        self._cells += 1
        if self._cells > self._limits.cells:
            raise Unusable("read.too_many_cells", limit=self._limits.cells)
        if self._style in self._styles.percents:
            self._percents.add(spot)
        if value is not None:
            self._lines.setdefault(self._row, {})[self._column] = value

    def _meaning(self, spot: Spot) -> Value:
        kind, value = self._type, self._value
        if kind == "inlineStr" or (self._inline and value is None):
            return clean("".join(self._inline)) or None
        if not value:
            return None
        if kind == "s":
            plain = value.strip()
            number = b"%d" % int(plain) if plain.isdecimal() and len(plain) < 10 else b""
            if number not in self._shared:
                raise Unusable("read.lost_text", cell=f"{spot[0]},{spot[1]}")
            return self._shared[number]
        if kind == "e":
            self._errors[spot] = value
            return None
        if kind == "b":
            return value.strip() in _TRUE
        if kind == "str":
            return clean(value)
        return dated(value) if kind == "d" else self._number(value)

    def _number(self, text: str) -> Value:
        try:
            number = float(text)
        except ValueError:
            return clean(text)
        return moment(number, self._since_1904) if self._style in self._styles.dates else number

    def _merge(self, reference: str) -> None:
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        first, last = corners[0], corners[-1]
        if first and last:
            self._merges.append(Area(int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])))
            if len(self._merges) > self._limits.merges:
                raise Unusable("read.too_many_merges", limit=self._limits.merges)


def _line(cells: dict[int, Value]) -> tuple[Value, ...]:
    return tuple(map(cells.get, range(1, max(cells) + 1)))


def _trimmed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same XML without formatted blank cells and rows; pieces end where a row ends, so that none is cut."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = rest.rfind(b"<row ")
        if cut > 0:
            yield _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", rest[:cut]))
            rest = rest[cut:]
        elif len(rest) > 1 << 23:       # one endless row: nothing to trim
            yield rest
            rest = b""
    yield rest
