"""From fixes to edits: what `--fix safe` and the 修改 button may write, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import Grid, Value
from perf_xl.rules.finding import Finding, Fix, Replacement, Safety

# Fixes that turn text into a number of the cell.
_NUMERIC = ("plain_number", "as_percent")


def safe_edits(findings: Iterable[Finding], grid: Grid | None = None) -> tuple[Edit, ...]:
    """The edits of all safe fixes, in the order of the findings.

    Waived findings are left alone. A cell is edited once: where two fixes want the same cell, the second is found
    again on the next run, over the text that the first has left. With a grid, a fix whose cell no longer holds the
    text that was judged is left out; without one, the host refuses it (`expects_before`).
    """
    edits: dict[tuple[str, int, int], Edit] = {}
    for finding in findings:
        fix = finding.fix
        if fix is None or fix.safety is not Safety.SAFE or finding.waived is not None:
            continue
        for replacement in fix.replacements:
            edit = edit_for(fix, replacement, grid)
            if edit is not None:
                edits.setdefault((edit.sheet, edit.row, edit.column), edit)
    return tuple(edits.values())


def chosen_edit(finding: Finding, option: int, grid: Grid | None = None) -> Edit | None:
    """The edit of the option that the user chose; None where it is advice only, or no cell, or the cell has changed.

    Raises IndexError for an option that the fix does not have.
    """
    if finding.fix is None or finding.fix.safety is Safety.SHOW:
        return None
    return edit_for(finding.fix, finding.fix.replacements[option], grid)


def edit_for(fix: Fix, replacement: Replacement, grid: Grid | None = None) -> Edit | None:
    """One replacement as an edit; None for a place in a document, or a cell that changed since it was judged.

    A cell with a formula is left alone: what must be mended stands in the cells that it puts together.
    """
    place = replacement.place
    if not place.cell or replacement.before == replacement.after:
        return None
    before: Value = replacement.before
    if grid is not None:
        sheet = grid.sheet(place.sheet)
        if sheet is not None and (place.row, place.column) in sheet.formulas:
            return None
        before = sheet.at(place.row, place.column) if sheet else None
        if before is None or _text(before) != replacement.before:
            return None
    return Edit(place.sheet, place.row, place.column, before, _after(fix, replacement.after))


def _text(value: Value) -> str:
    """The cell's value as an entry keeps it raw."""
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _after(fix: Fix, text: str) -> Value:
    """A number where the fix makes one; text stays text, whatever it begins with."""
    if fix.title not in _NUMERIC:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return int(number) if number == number.to_integral_value() else float(number)
