"""检查: 校验, 自动修正, 撤销, 清除标记."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from perf_xl import actions
from perf_xl.desk import open_book
from perf_xl.hosts.port import Host
from perf_xl.layout import form
from perf_xl.messages.say import sentence
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import Grid
from perf_xl.rules.finding import Finding, Safety
from perf_xl.rules.findings_json import CheckedFile
from perf_xl.rules.fixing import edit_for, safe_edits

_MOST_NAMED = 5


def validate(host: Host, now: datetime) -> str:
    """Ask every rule, mark the cells, list the findings on 校验结果."""
    checked, grid = _checked(host, now)
    _mark(host, grid, checked, now)
    host.go_to(form.FINDINGS)
    return actions.summary_line(checked)


def fix(host: Host, now: datetime) -> str:
    """Safe fixes at once, then those with a choice one by one. Marks of an earlier check are brought up to date."""
    checked, grid = _checked(host, now)
    edits = safe_edits(checked.findings, grid)
    late = 0
    if edits:
        _, refused = open_book.mend(host, open_book.journal_of(grid), edits, open_book.MENDED, now, checked.findings)
        late = len(refused)
        checked, grid = _checked(host, now)
    done = len(edits) - late
    chosen, stopped = _choices(host, grid, checked, now)
    if (edits or chosen) and open_book.has_findings(grid):
        if chosen:
            checked, grid = _checked(host, now)
        _mark(host, grid, checked, now)
    if not done and not chosen and not late:
        return sentence("buttons.left_unmended" if stopped else "buttons.nothing_to_mend")
    return sentence("buttons.mended", done=done, chosen=chosen, late=late)


def undo(host: Host, now: datetime) -> str:
    """Take the last action of 操作记录 back; cells that were changed since stay and are named."""
    taken = open_book.take_back(host)
    if taken is None:
        return sentence("buttons.nothing_to_undo")
    if not taken.left:
        return sentence("buttons.undone", action=taken.action, number=taken.restored)
    named = "、".join(taken.left[:_MOST_NAMED]) + ("……" if len(taken.left) > _MOST_NAMED else "")
    return sentence("buttons.undone_in_part", action=taken.action, number=taken.restored, left=len(taken.left), cells=named)


def clear_marks(host: Host, now: datetime) -> str:
    """Marks off; 校验结果 stays as the record of the last check."""
    number = open_book.clear(host)
    return sentence("buttons.cleared", number=number) if number else sentence("buttons.nothing_to_clear")


def _checked(host: Host, now: datetime) -> tuple[CheckedFile, Grid]:
    host.show(sentence("buttons.reading"))
    opened, grid = open_book.read_open(host)
    host.show(sentence("buttons.checking", projects=len(opened.department.projects)))
    return actions.check(opened, now.date()), grid


def _mark(host: Host, grid: Grid, checked: CheckedFile, now: datetime) -> None:
    open_book.show_findings(host, grid, checked, now, watch=lambda done, total, sheet: host.show(
        sentence("buttons.marking", done=done, total=total, sheet=sheet)))


def _choices(host: Host, grid: Grid, checked: CheckedFile, now: datetime) -> tuple[int, bool]:
    """Each fix with a choice is asked once; how many were chosen, and whether any was left."""
    asking = list(_asking(checked, grid))
    journal = open_book.journal_of(grid)
    chosen = 0
    for number, (finding, edits) in enumerate(asking, 1):
        remark = checked.remarks[checked.findings.index(finding)]
        where = sentence("buttons.choose", number=number, total=len(asking), sheet=edits[0].sheet, cell=remark.place.cell,
                         before=edits[0].before, message=remark.message)
        options = [*(str(edit.after) for edit in edits), sentence("buttons.leave_this"), sentence("buttons.stop_here")]
        answer = host.ask(where, options)
        if answer is None or answer > len(edits):
            return chosen, True
        if answer < len(edits):
            journal, refused = open_book.mend(host, journal, [edits[answer]], open_book.CHOSEN, now, [finding])
            chosen += not refused
    return chosen, chosen < len(asking)


def _asking(checked: CheckedFile, grid: Grid) -> Iterator[tuple[Finding, list[Edit]]]:
    """Findings whose fix is a choice, with the edit of each option; a cell is asked about once."""
    seen: set[tuple[str, int, int]] = set()
    for finding in checked.findings:
        offered = finding.fix
        if offered is None or offered.safety is not Safety.ASK or finding.waived is not None:
            continue
        edits = [edit for each in offered.replacements if (edit := edit_for(offered, each, grid)) is not None]
        if edits and (edits[0].sheet, edits[0].row, edits[0].column) not in seen:
            seen.add((edits[0].sheet, edits[0].row, edits[0].column))
            yield finding, edits
