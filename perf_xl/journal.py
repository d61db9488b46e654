"""操作记录: applied edits as rows. Undo and audit trail are the same list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.place import cell_name, split_cell
from perf_xl.picture.blueprint import Drawable
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import SheetGrid

APPLIED, UNDONE = "已执行", "已撤销"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One applied edit. `when` is ISO to the second; entries of one action share `when` and `action`."""

    when: str
    action: str
    sheet: str
    cell: str
    before: str
    after: str
    code: str = ""
    state: str = APPLIED

    @property
    def row(self) -> tuple[Drawable, ...]:
        return (self.when, self.action, self.sheet, self.cell, self.before or None, self.after or None,
                self.code or None, self.state)


def entries_for(edits: Iterable[Edit], action: str, when: str, codes: Sequence[str] = ()) -> list[JournalEntry]:
    """The entries for edits about to be applied; `codes` name the rule of each, where there is one."""
    listed = list(edits)
    names = [*codes, *[""] * (len(listed) - len(codes))]
    return [JournalEntry(when, action, edit.sheet, cell_name(edit.row, edit.column), _text(edit.before),
                         _text(edit.after), code) for edit, code in zip(listed, names, strict=True)]


def read_journal(sheet: SheetGrid | None) -> list[JournalEntry]:
    """The entries of a 操作记录 sheet, oldest first; rows that are none are passed over."""
    entries = []
    for row in range(FIRST_ROW, sheet.height + 1) if sheet else ():
        assert sheet is not None
        cells = ["" if (value := sheet.at(row, column)) is None else str(value) for column in range(1, 9)]
        try:
            split_cell(cells[3])
        except ValueError:
            continue
        entries.append(JournalEntry(*cells))
    return entries


def last_action(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """The entries of the newest action not yet taken back."""
    alive = [entry for entry in entries if entry.state != UNDONE]
    return [entry for entry in alive if (entry.when, entry.action) == (alive[-1].when, alive[-1].action)]


def undo_edits(entries: Sequence[JournalEntry]) -> list[Edit]:
    """The edits that take entries back, newest first; each only while the cell still holds what was put there."""
    return [Edit(entry.sheet, *split_cell(entry.cell), entry.after or None, entry.before or None)
            for entry in reversed(entries)]


def _text(value: object) -> str:
    return "" if value is None else str(value)
