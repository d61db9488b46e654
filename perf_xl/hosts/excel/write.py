"""Edits and marks in an open workbook: checked against two block reads, written as few blocks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from perf_xl.hosts.excel.areas import addresses, gathered
from perf_xl.hosts.excel.read import (
    block,
    read_formulas,
    read_merges,
    read_values,
    used_area,
)
from perf_xl.hosts.excel.texts import same, typed
from perf_xl.hosts.note_box import HEADING
from perf_xl.picture.edit import Edit, Mark
from perf_xl.picture.grid import Area, SheetGrid, Spot

Colour = tuple[int, int, int]


class Held(Struct):
    """What the cells of a sheet hold: values, spots of formulas, merged areas."""

    rows: Sequence[Sequence[object]]
    formulas: Collection[Spot]
    merges: tuple[Area, ...]
    written: dict[Spot, object] = field(default_factory=dict)

    @classmethod
    def seen(cls, sheet: SheetGrid) -> Held:
        """As a snapshot found it."""
        return cls(sheet.rows, frozenset(sheet.formulas), sheet.merges)

    @classmethod
    def read(cls, sheet: Any, merges: tuple[Area, ...] | None) -> Held:
        """As it is now: two block reads. `merges` where they are known already."""
        area = used_area(sheet)
        values = read_values(sheet, area)
        return cls(values, frozenset(read_formulas(sheet, area)),
                   read_merges(sheet, area, values) if merges is None else merges)

    def at(self, row: int, column: int) -> object:
        if (row, column) in self.written:
            return self.written[row, column]
        line = self.rows[row - 1] if row <= len(self.rows) else ()
        return line[column - 1] if column <= len(line) else None

    def is_free(self, row: int, column: int) -> bool:
        """Truly blank: no value, no formula, not below a merged area."""
        return self.at(row, column) in (None, "") and (row, column) not in self.formulas and not self.is_covered(row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Hidden below a merged area."""
        return any(area.holds(row, column) and (row, column) != area[:2] for area in self.merges)


def write_edits(sheet: Any, edits: Sequence[Edit], held: dict[str, Held]) -> list[Edit]:
    """Write the edits of one sheet, none of which names a cell twice; returns those refused.

    `held` remembers what is known of each sheet. Cells are read again only where an edit depends on what they hold.
    """
    name = edits[0].sheet
    known = held.get(name)
    if known is None or any(edit.expects_before for edit in edits):
        known = held[name] = Held.read(sheet, known.merges if known else None)
    refused = [edit for edit in edits if known.is_covered(edit.row, edit.column)
               or (edit.expects_before and not same(known.at(edit.row, edit.column), edit.before))]
    wanted = {(edit.row, edit.column): edit.after for edit in edits if edit not in refused}
    for part in gathered(_bridged(set(wanted), known.is_free)):
        rows = [[typed(wanted.get((row, column))) for column in range(part.left, part.right + 1)]
                for row in range(part.top, part.bottom + 1)]
        block(sheet, part).value = rows
    known.written.update(wanted)
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
    held = "" if existing is None else str(existing.text)
    foreign = held.partition(HEADING)[0].rstrip("\n")
    text = "\n".join(part for part in (foreign, mark.note and f"{HEADING}\n{mark.note}") if part)
    if text == held:
        return
    if existing is not None:
        existing.delete()
    if text:
        sheet.range((mark.row, mark.column)).add_note(text)


def colour(rrggbb: str) -> Colour:
    """'F4B6B0' -> (244, 182, 176)."""
    return int(rrggbb[:2], 16), int(rrggbb[2:4], 16), int(rrggbb[4:6], 16)

