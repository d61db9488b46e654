"""Reads the rows under the indicator header."""

from __future__ import annotations

from perf_xl.law.form_label import column_named
from perf_xl.law.frame import PROFILES, frame, usual_level1
from perf_xl.layout.cell_text import entries_in, entry_at
from perf_xl.model.department import Trouble
from perf_xl.model.entry import BLANK, Entry, Kind
from perf_xl.model.indicator import Indicator, Waiver
from perf_xl.model.place import Place
from perf_xl.picture.grid import SheetGrid

_FIELDS = ("level1", "level2", "level3", "description", "value", "evidence")
_LAST = ("last_target", "last_actual")
_WAIVER = ("waiver", "waiver_name", "waiver_until")
_REMARKS = ("注", "备注", "说明", "填表", "审核", "负责人", "联系", "制表", "单位负责")
_NO_WAIVER = Waiver()
_LEVELS1 = frozenset(first for profile in PROFILES for first in frame(profile).level1)

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
    own = [(name, columns[name]) for name in _FIELDS if name in columns]
    beside = [(name, column) for name, column in columns.items() if name not in _FIELDS]
    lines, uncached = sheet.rows, sheet.uncached
    for row in sheet.numbers(header + 1, end + 1):
        if not sheet.has_anything(row):
            continue
        line = lines[row - 1] if row <= len(lines) else ()
        cells = entries_in(book, sheet, row, own)
        if _is_repeated_header(cells):
            continue
        for name, column in beside:
            # A cell beside the table that says nothing is no cell; of last year's also the place is wanted.
            if (column <= len(line) and line[column - 1] not in (None, "")) or name in _LAST or (row, column) in uncached:
                cells[name] = entry_at(book, sheet, row, column)
        _compose_value(cells, "number" in columns)
        if _is_remark(cells):
            if not _is_known_remark(cells):
                troubles.append(_unreadable(book, sheet, row, cells))
            continue
        own1, own2 = cells.get("level1", BLANK), cells.get("level2", BLANK)
        level1, level2 = (own1 if own1.text else level1), _carried(own1, own2, level2)
        if not _has_content(cells):
            continue
        if uncached:
            troubles += [Trouble("layout.uncached", each.place) for each in cells.values() if each.kind is Kind.UNCACHED]
        waiver = _NO_WAIVER if cells.keys().isdisjoint(_WAIVER) else _waiver(book, sheet, row, columns)
        cell = cells.get
        rows.append(Indicator(
            len(rows), level1, level2, cell("level3", BLANK), cell("description", BLANK), cell("value", BLANK), cell("evidence", BLANK),
            bool(own1.text), bool(own2.text), waiver, cell("last_target", BLANK), cell("last_actual", BLANK)))
    return tuple(rows), troubles


def _waiver(book: str, sheet: SheetGrid, row: int, columns: dict[str, int]) -> Waiver:
    """Where any of its cells says something, all three with their places."""
    return Waiver(*(entry_at(book, sheet, row, columns[name]) if name in columns else BLANK for name in _WAIVER))


def _carried(own1: Entry, own2: Entry, above: Entry) -> Entry:
    """A blank 二级指标 is the one above, but not across a new 一级指标."""
    if own2.text:
        return own2
    return own2 if own1.text else above


def _has_content(cells: dict[str, Entry]) -> bool:
    found = (cells[name] for name in ("level3", "description", "value") if name in cells)
    return any(each.text or each.kind is Kind.UNCACHED for each in found)


def _is_repeated_header(cells: dict[str, Entry]) -> bool:
    return sum(column_named(entry.text) == name for name, entry in cells.items() if entry.text) >= 3


def _compose_value(cells: dict[str, Entry], has_parts: bool) -> None:
    """Sign, number and measure given in cells of their own make the value where that is blank.

    In our template the value is then a formula over them; a program that calculates nothing leaves it without result.
    """
    value = cells.get("value", BLANK)
    if value.text:
        return
    parts = [cells.get(name, BLANK) for name in ("sign", "number", "measure")]
    if parts[1].is_blank:
        if value.kind is Kind.UNCACHED and all(part.is_blank for part in parts) and has_parts:
            cells["value"] = Entry("", value.place)
        return
    text = "".join(part.text for part in parts)
    cells["value"] = Entry(text, value.place if value.place.row else parts[1].place, Kind.TEXT, text)


def _is_remark(cells: dict[str, Entry]) -> bool:
    """Text only in the first column, and not one of the 一级指标."""
    first = cells.get("level1", BLANK).text
    return bool(first) and not any(cells[name].text for name in _FIELDS[1:] if name in cells) and usual_level1(first) not in _LEVELS1


def _is_known_remark(cells: dict[str, Entry]) -> bool:
    return cells["level1"].text.lstrip("（(*※ ").startswith(_REMARKS)


def _unreadable(book: str, sheet: SheetGrid, row: int, cells: dict[str, Entry]) -> Trouble:
    place = Place(book, sheet.name, row, cells["level1"].place.column)
    return Trouble("layout.row_not_understood", place, (("text", cells["level1"].text[:40]),))
