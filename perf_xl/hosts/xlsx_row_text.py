"""Rows cut out of the text of a sheet, for sheets written as every program writes them; many times faster than a parser.

Whatever is not exactly of that form - comments, entities, prefixes, rich text, cells out of order - raises Odd, and the
parser reads the sheet instead. Every `<c ` and `<row ` of the text must have been understood: nothing is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from perf_xl.hosts.xlsx_parts import Styles
from perf_xl.hosts.xlsx_text import Odd, clean, moment
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Value

# A row begins, or a cell: letters, style, kind, stored value, inline text.
_PIECE = re.compile(
    rb'<row r="(\d+)"|<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(?:<f>[^<]*</f>)?'
    rb'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)')
_LONGEST_ROW = 1 << 24
_REMEMBERED = 20_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
Row = tuple[Value, ...]


def quick_rows(chunks: Iterable[bytes], texts: Sequence[str], styles: Styles, since_1904: bool, most_cells: int) -> Iterator[Row]:
    """Rows from row 1 on, blank ones as (). Raises Odd at the first piece that needs a parser."""
    taker = _Taker(_values(texts, styles, since_1904), most_cells)
    for piece in row_pieces(chunks):
        yield from taker.rows(piece)


def row_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The text of whole rows, a megabyte or so at a time."""
    rest, begun, ended = b"", False, False
    for chunk in chunks:
        rest += chunk
        if not begun:
            head, found, behind = rest.partition(b"<sheetData>")
            if not found and len(rest) < _LONGEST_ROW:
                continue
            if not found or b"<!" in head:
                raise Odd
            rest, begun = behind, True
        if ended:
            continue
        end = rest.find(b"</sheetData>")
        ended = end >= 0
        cut = end if ended else rest.rfind(b"<row ")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_ROW:
            raise Odd
    if not ended:
        raise Odd


class _Taker:
    """Turns text into rows and knows the row it has reached."""

    def __init__(self, value_of: Callable[[bytes, bytes, bytes], Value], most_cells: int) -> None:
        self._value_of, self._left = value_of, most_cells
        self._row = 0
        self._columns: dict[bytes, int] = {}

    def rows(self, piece: bytes) -> Iterator[Row]:
        found = _PIECE.findall(piece)
        if b"&" in piece or b"<!" in piece or len(found) != piece.count(b"<c ") + piece.count(b"<row ") or b"<c>" in piece:
            raise Odd
        self._left -= len(found)
        if self._left < 0:
            raise Odd           # the parser says how many are too many
        columns, value_of = self._columns, self._value_of
        line: list[Value] = []
        begun = False
        for number, letters, style, kind, stored, inline in found:
            if number:
                if begun:
                    yield tuple(line)
                yield from self._gap(int(number))
                line, begun = [], True
                continue
            stored = stored or inline
            if not stored:
                continue
            gap = (columns.get(letters) or self._column(letters)) - 1 - len(line)
            if gap:
                if gap < 0:
                    raise Odd
                line += [None] * gap
            line.append(value_of(kind, stored, style))
        if begun:
            yield tuple(line)
        elif found:
            raise Odd

    def _gap(self, row: int) -> Iterator[Row]:
        before, self._row = self._row, row
        if not before < row <= _LAST_ROW:
            raise Odd
        return (() for _ in range(row - before - 1))

    def _column(self, letters: bytes) -> int:
        number = self._columns[letters] = column_number(letters.decode())
        if number > _LAST_COLUMN:
            raise Odd
        return number


def _values(texts: Sequence[str], styles: Styles, since_1904: bool) -> Callable[[bytes, bytes, bytes], Value]:
    """What a stored text means; texts and days that come again are remembered."""
    dates = frozenset(str(number).encode() for number in styles.dates)
    known: dict[tuple[bytes, bytes], Value] = {}

    def meaning(kind: bytes, stored: bytes, style: bytes) -> Value:
        if not kind or kind == b"n":
            if style not in dates:
                return float(stored)
            return remembered((b"d", stored), lambda: moment(float(stored), since_1904))
        if kind == b"s":
            return texts[int(stored)]
        if kind in (b"inlineStr", b"str"):
            return remembered((b"t", stored), lambda: clean(stored.decode()))
        if kind == b"b":
            return stored == b"1"
        if kind == b"e":
            return None
        raise Odd

    def remembered(key: tuple[bytes, bytes], make: Callable[[], Value]) -> Value:
        if key not in known:
            if len(known) > _REMEMBERED:
                known.clear()
            known[key] = make()
        return known[key]

    def value_of(kind: bytes, stored: bytes, style: bytes) -> Value:
        try:
            return meaning(kind, stored, style)
        except (ValueError, IndexError):
            raise Odd from None

    return value_of
