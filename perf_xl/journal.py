"""操作记录: applied edits as rows. Undo and audit trail are the same list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.place import cell_name, split_cell
from perf_xl.picture.blueprint import Drawable, Formula
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import SheetGrid, Value

APPLIED, UNDONE, REFUSED, LEFT = "已执行", "已撤销", "未执行（单元格已改）", "未撤销（后来又改过）"


class JournalEntry(Struct, frozen=True):
    """One applied edit. `when` is ISO to the second; entries of one action share `when` and `action`.

    `before` and `after` keep their type: what was a number is a number in the sheet, so that undo gives it back as one.
    """

    when: str
    action: str
    sheet: str
    cell: str
    before: Value
    after: Value
    code: str = ""
    state: str = APPLIED

    @property
    def row(self) -> tuple[Drawable, ...]:
        return (self.when, self.action, self.sheet, self.cell, _drawable(self.before), _drawable(self.after),
                self.code or None, self.state)


def entries_for(edits: Iterable[Edit], action: str, when: str, codes: Sequence[str] = ()) -> list[JournalEntry]:
    """The entries for edits about to be applied; `codes` name the rule of each, where there is one."""
    listed = list(edits)
    names = [*codes, *[""] * (len(listed) - len(codes))]
    return [JournalEntry(when, action, edit.sheet, cell_name(edit.row, edit.column), edit.before,
                         edit.after.text if isinstance(edit.after, Formula) else edit.after, code)
            for edit, code in zip(listed, names, strict=True)]


def read_journal(sheet: SheetGrid | None) -> list[JournalEntry]:
    """The entries of a 操作记录 sheet, oldest first; rows that are none are passed over."""
    entries = []
    for row in sheet.numbers(FIRST_ROW) if sheet else ():
        assert sheet is not None
        when, action, name, cell, code, state = (
            "" if (value := sheet.at(row, column)) is None else str(value) for column in (1, 2, 3, 4, 7, 8))
        try:
            split_cell(cell)
        except ValueError:
            continue
        entries.append(JournalEntry(when, action, name, cell, sheet.at(row, 5), sheet.at(row, 6), code, state))
    return entries


def last_action(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """The entries of the newest action that stands: not taken back, not refused."""
    alive = [entry for entry in entries if entry.state == APPLIED]
    return [entry for entry in alive if (entry.when, entry.action) == (alive[-1].when, alive[-1].action)]


def undo_edits(entries: Sequence[JournalEntry]) -> list[Edit]:
    """The edits that take entries back, newest first; each only while the cell still holds what was put there."""
    return [Edit(entry.sheet, *split_cell(entry.cell), entry.after, entry.before) for entry in reversed(entries)]


def with_state(entries: Sequence[JournalEntry], state: str, those: Collection[JournalEntry],
               except_at: Collection[tuple[str, str]] = (), other: str = "") -> list[JournalEntry]:
    """The list with `those` entries in a new state, and in the `other` one where sheet and cell are in `except_at`."""
    return [each if each not in those else replace(each, state=other if (each.sheet, each.cell) in except_at else state)
            for each in entries]


def _drawable(value: Value) -> Drawable:
    """As the sheet can hold it; durations and times of day, which no field of ours has, as text."""
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
