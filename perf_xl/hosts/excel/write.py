"""Edits and marks in an open workbook: checked against two block reads, written as few blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from perf_xl.hosts.excel.areas import addresses, gathered
from perf_xl.hosts.excel.read import block, read_formulas, read_values, used_area
from perf_xl.hosts.excel.texts import same, typed
from perf_xl.hosts.note_box import HEADING
from perf_xl.picture.edit import Edit, Mark
from perf_xl.picture.grid import Spot

Colour = tuple[int, int, int]


def write_edits(sheet: Any, edits: Sequence[Edit]) -> list[Edit]:
    """Write the edits of one sheet, none of which names a cell twice; returns those refused."""
    area = used_area(sheet)
    values = read_values(sheet, area)
    formulas = read_formulas(sheet, area)

    def held(row: int, column: int) -> object:
        return values[row - 1][column - 1] if row <= area.bottom and column <= area.right else None

    refused = [edit for edit in edits if edit.expects_before and not same(held(edit.row, edit.column), edit.before)]
    wanted = {(edit.row, edit.column): edit.after for edit in edits if edit not in refused}

    def free(row: int, column: int) -> bool:
        return held(row, column) in (None, "") and (row, column) not in formulas

    for part in gathered(_bridged(set(wanted), free)):
        rows = [[typed(wanted.get((row, column))) for column in range(part.left, part.right + 1)]
                for row in range(part.top, part.bottom + 1)]
        block(sheet, part).value = rows
    return refused


def _bridged(spots: set[Spot], free: Callable[[int, int], bool]) -> Iterator[Spot]:
    """The spots, and the truly blank cells between them in a column: one write for a column with gaps.

    A blank cell may be written blank; whatever is merged, holds text or a formula is never touched.
    """
    yield from spots
    columns: dict[int, list[int]] = {}
    for row, column in sorted(spots):
        columns.setdefault(column, []).append(row)
    for column, rows in columns.items():
        for upper, lower in pairwise(rows):
            gap = range(upper + 1, lower)
            if all(free(row, column) for row in gap):
                yield from ((row, column) for row in gap)


def write_marks(sheet: Any, marks: Sequence[Mark], fill_of: Callable[[str], Colour], ours: frozenset[Colour]) -> None:
    """Colour cells and put notes on them. `fill_of` gives the colour of a style, `ours` are all colours of marks."""
    fills: dict[str, list[Spot]] = {}
    for mark in marks:
        fills.setdefault(mark.fill, []).append((mark.row, mark.column))
    for style, spots in fills.items():
        if not style:
            spots = [spot for spot in spots if sheet.range(spot).color in ours]
        for line in addresses(gathered(spots)):
            sheet.range(line).color = fill_of(style) if style else None
    noted = {(note.location.row, note.location.column): note for note in sheet.notes}
    for mark in marks:
        _write_note(sheet, noted.get((mark.row, mark.column)), mark)


def _write_note(sheet: Any, existing: Any, mark: Mark) -> None:
    foreign = "" if existing is None else str(existing.text).partition(HEADING)[0].rstrip("\n")
    if existing is not None:
        if existing.text == foreign and not mark.note:
            return
        existing.delete()
    text = "\n".join(part for part in (foreign, mark.note and f"{HEADING}\n{mark.note}") if part)
    if text:
        sheet.range((mark.row, mark.column)).add_note(text)


def colour(rrggbb: str) -> Colour:
    """'F4B6B0' -> (244, 182, 176)."""
    return int(rrggbb[:2], 16), int(rrggbb[2:4], 16), int(rrggbb[4:6], 16)

