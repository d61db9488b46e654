"""Reads the rows under the indicator header."""

from __future__ import annotations

from perf_xl.law.form_label import named
from perf_xl.law.frame import PROFILES, frame, usual_level1
from perf_xl.layout.cell_text import entries_in
from perf_xl.model.department import Trouble
from perf_xl.model.entry import BLANK, Entry, Kind
from perf_xl.model.indicator import Indicator, Waiver
from perf_xl.picture.grid import SheetGrid

_FIELDS = ("level1", "level2", "level3", "description", "value", "evidence")
_VALUE = _FIELDS.index("value")
_PARTS = ("sign", "number", "measure")
_LAST = ("last_target", "last_actual")
_WAIVER = ("waiver", "waiver_name", "waiver_until")
_REMARKS = ("注", "备注", "说明", "填表", "审核", "负责人", "联系", "制表", "单位负责")
_NO_WAIVER = Waiver()
_UNCACHED = Kind.UNCACHED
_NO_LAST = (BLANK, BLANK)
_LEVELS1 = frozenset(first for profile in PROFILES for first in frame(profile).level1)
# A header names three of its columns at least, so one of any four; in these the fewest texts are to be looked at.
_MOST_REPETITIVE = tuple((name, _FIELDS.index(name)) for name in ("level1", "level2", "value", "evidence"))

Read = tuple[tuple[Indicator, ...], list[Trouble]]


def read_indicators(book: str, sheet: SheetGrid, header: int, columns: dict[str, int], end: int) -> Read:
    """The rows header+1..end as indicators, and what did not fit.

    Blank rows are passed over. A row with levels only is a row of the template not yet filled. A blank 一级指标 (and
    二级指标 beside it) belongs to the block above.
    """
    if not header:
        return (), []
    rows: list[Indicator] = []
    troubles: list[Trouble] = []
    level1 = level2 = BLANK
    own, beside = _columns(columns, _FIELDS), _Beside(book, sheet, columns)
    uncached, has_last = bool(sheet.uncached), not columns.keys().isdisjoint(_LAST)
    for row in sheet.numbers(header + 1, end + 1):
        if not sheet.has_anything(row):
            continue
        cells = entries_in(book, sheet, row, own)
        if _is_repeated_header(cells):
            continue
        if not cells[_VALUE].text:
            cells[_VALUE] = _composed(cells[_VALUE], beside.parts(row), "number" in columns)
        own1, own2, level3, description, value, evidence = cells
        says_something = level3.text or description.text or value.text
        if own1.text and not (says_something or own2.text or evidence.text) and usual_level1(own1.text) not in _LEVELS1:
            if not own1.text.lstrip("（(*※ ").startswith(_REMARKS):
                troubles.append(Trouble("layout.row_not_understood", own1.place, (("text", own1.text[:40]),)))
            continue
        level1, level2 = (own1 if own1.text else level1), _carried(own1, own2, level2)
        if not says_something and not _any_uncached((level3, description, value)):
            continue
        if uncached:
            troubles += [Trouble("layout.uncached", each.place) for each in (*cells, *beside.every(row)) if each.kind is Kind.UNCACHED]
        waiver = beside.waiver(row) if uncached or beside.first_waiver <= len(sheet.rows[row - 1]) else _NO_WAIVER
        last_target, last_actual = beside.last(row) if has_last else _NO_LAST
        rows.append(Indicator(
            len(rows), level1, level2, level3, description, value, evidence, bool(own1.text), bool(own2.text),
            waiver, last_target, last_actual))
    return tuple(rows), troubles


def _columns(columns: dict[str, int], names: tuple[str, ...]) -> tuple[int, ...]:
    """0 for a column that the table does not have."""
    return tuple([columns.get(name, 0) for name in names])


class _Beside:
    """What stands in a row beside the table. A cell there that says nothing is no cell."""

    def __init__(self, book: str, sheet: SheetGrid, columns: dict[str, int]) -> None:
        self.book, self.sheet, self.columns = book, sheet, columns
        self._parts, self._waiver = _columns(columns, _PARTS), _columns(columns, _WAIVER)
        self.first_waiver = min(filter(None, self._waiver), default=0)
        self._last = _columns(columns, _LAST)

    def parts(self, row: int) -> list[Entry]:
        """Sign, number and measure."""
        return entries_in(self.book, self.sheet, row, [column if self._says(row, (column,)) else 0 for column in self._parts])

    def waiver(self, row: int) -> Waiver:
        """Where any of its cells says something, all three with their places."""
        return Waiver(*entries_in(self.book, self.sheet, row, self._waiver)) if self._says(row, self._waiver) else _NO_WAIVER

    def last(self, row: int) -> list[Entry]:
        """Of last year's also the place is wanted where nothing is said."""
        return entries_in(self.book, self.sheet, row, self._last)

    def every(self, row: int) -> list[Entry]:
        return entries_in(self.book, self.sheet, row, [column for name, column in self.columns.items() if name not in _FIELDS])

    def _says(self, row: int, columns: tuple[int, ...]) -> bool:
        line = self.sheet.rows[row - 1] if row <= len(self.sheet.rows) else ()
        filled = len(line)
        for column in columns:
            if 0 < column <= filled and line[column - 1] not in (None, ""):
                return True
        uncached = self.sheet.uncached
        return bool(uncached) and any((row, column) in uncached for column in columns)


def _carried(own1: Entry, own2: Entry, above: Entry) -> Entry:
    """A blank 二级指标 is the one above, but not across a new 一级指标."""
    if own2.text:
        return own2
    return own2 if own1.text else above


def _any_uncached(entries: tuple[Entry, ...]) -> bool:
    return any(each.kind is _UNCACHED for each in entries)


def _is_repeated_header(cells: list[Entry]) -> bool:
    for name, place in _MOST_REPETITIVE:
        if named[cells[place].text].column == name:
            return sum([named[each.text].column == name for name, each in zip(_FIELDS, cells, strict=True)]) >= 3
    return False


def _composed(value: Entry, parts: list[Entry], has_parts: bool) -> Entry:
    """Sign, number and measure given in cells of their own make the value where that is blank.

    In our template the value is then a formula over them; a program that calculates nothing leaves it without result.
    """
    if parts[1].is_blank:
        untouched = value.kind is Kind.UNCACHED and all(part.is_blank for part in parts) and has_parts
        return Entry("", value.place) if untouched else value
    text = "".join(part.text for part in parts)
    return Entry(text, value.place if value.place.row else parts[1].place, Kind.TEXT, text)
