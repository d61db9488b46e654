"""What is done in a workbook that a host holds, open in a program or lying in a file: check, mark, mend, take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.actions import Opened, Progress, quiet
from perf_xl.hosts.port import Host
from perf_xl.journal import (
    APPLIED,
    LEFT,
    REFUSED,
    UNDONE,
    JournalEntry,
    entries_for,
    last_action,
    read_journal,
    undo_edits,
    with_state,
)
from perf_xl.layout import form
from perf_xl.layout.journal_sheet import draw_journal
from perf_xl.layout.mark import clear_marks, marks
from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.place import cell_name
from perf_xl.picture.edit import Change, Edit, Mark, Redraw
from perf_xl.picture.grid import Grid
from perf_xl.rules.finding import Finding
from perf_xl.rules.findings_json import CheckedFile
from perf_xl.rules.fixing import safe_edits

MENDED, CHOSEN = "自动修正", "选择修正"       # names of actions in 操作记录


class TakenBack(Struct, frozen=True):
    """An action that was undone. `left`: cells that were changed since and were therefore not touched."""

    action: str
    restored: int
    left: tuple[str, ...] = ()


def read_open(host: Host) -> tuple[Opened, Grid]:
    """The workbook as it is now. Raises Unusable when nothing in it is ours."""
    grid = host.snapshot()
    return actions.opened_from(grid, host.path), grid


def show_findings(host: Host, grid: Grid, checked: CheckedFile, now: datetime, lang: str = "zh",
                  watch: Progress = quiet) -> None:
    """Marks, notes, 问题 and 校验结果 in place of the earlier ones; `watch` is told sheet by sheet."""
    summary = f"{now:%Y-%m-%d %H:%M} {actions.summary_line(checked, lang)}"
    if watch is quiet:
        host.apply(marks(grid, checked.remarks, summary))
        return
    parts: dict[str, list[Change]] = {}
    for change in marks(grid, checked.remarks, summary):
        parts.setdefault(getattr(change, "sheet", form.FINDINGS), []).append(change)
    for number, (sheet, part) in enumerate(parts.items(), 1):
        watch(number, len(parts), sheet)
        host.apply(part)


def has_findings(grid: Grid) -> bool:
    """Whether an earlier check left anything on 校验结果."""
    sheet = grid.sheet(form.FINDINGS)
    return sheet is not None and any(sheet.at(row, 3) for row in sheet.numbers(FIRST_ROW))


def journal_of(grid: Grid) -> list[JournalEntry]:
    """The entries of 操作记录, oldest first."""
    return read_journal(grid.sheet(form.JOURNAL))


def mend(host: Host, journal: Sequence[JournalEntry], edits: Sequence[Edit], action: str, now: datetime,
         findings: Sequence[Finding]) -> tuple[list[JournalEntry], list[Edit]]:
    """Write the edits, each noted in 操作记录 before; the journal as it stands now, and the edits refused.

    An edit is refused when its cell no longer holds what was judged.
    """
    new = entries_for(edits, action, now.isoformat(" ", "seconds"), rules_behind(findings, edits))
    noted = [*journal, *new]
    refused = host.apply([_written(noted), *edits])
    if refused:
        late = {(edit.sheet, cell_name(edit.row, edit.column)) for edit in refused}
        noted = with_state(noted, APPLIED, new, late, REFUSED)
        host.apply([_written(noted)])
    return noted, refused


def _written(journal: Sequence[JournalEntry]) -> Redraw:
    return Redraw(draw_journal([entry.row for entry in journal]))


def rules_behind(findings: Sequence[Finding], edits: Sequence[Edit]) -> list[str]:
    """The rule behind each edit: the first one whose fix names the cell."""
    by_cell: dict[tuple[str, int, int], str] = {}
    for finding in findings:
        for each in finding.fix.replacements if finding.fix else ():
            by_cell.setdefault((each.place.sheet, each.place.row, each.place.column), finding.code)
    return [by_cell.get((edit.sheet, edit.row, edit.column), "") for edit in edits]


def take_back(host: Host) -> TakenBack | None:
    """Undo the last action of 操作记录 that still stands; None where there is none."""
    grid = host.snapshot()
    journal = journal_of(grid)
    last = last_action(journal)
    if not last:
        return None
    gone = [entry for entry in last if grid.sheet(entry.sheet) is None]
    refused = host.apply(undo_edits([entry for entry in last if entry not in gone]))
    left = {(edit.sheet, cell_name(edit.row, edit.column)) for edit in refused} | {(each.sheet, each.cell) for each in gone}
    host.apply([_written(with_state(journal, UNDONE, last, left, LEFT))])
    return TakenBack(last[0].action, len(last) - len(left), tuple(f"{sheet} {cell}" for sheet, cell in sorted(left)))


def clear(host: Host) -> int:
    """Take all marks off, and nothing else; returns how many cells carried one."""
    changes = list(clear_marks(host.snapshot()))
    host.apply(changes)
    return sum(isinstance(change, Mark) for change in changes)


def mark(source: Path, target: Path, checked: CheckedFile, now: datetime, *, lang: str = "zh", fix: bool = False,
         profile: str | None = None, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> CheckedFile:
    """Write a copy of the workbook with the findings shown in it, after the safe fixes where asked for.

    Returns the judgement of the copy. Applied fixes stand in 操作记录.
    """
    from perf_xl.hosts.files import FilesHost

    host = FilesHost(source, copy_to=target)
    grid = host.snapshot()
    edits = safe_edits(checked.findings, grid) if fix else ()
    if edits:
        mend(host, journal_of(grid), edits, MENDED, now, checked.findings)
        checked = actions.check(replace(actions.open_department(target), path=source), now.date(), profile=profile,
                                select=select, ignore=ignore, lang=lang)
        grid = host.snapshot()
    show_findings(host, grid, checked, now, lang)
    return checked
