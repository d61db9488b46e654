"""Chooses the fixes that may be applied without asking: the safe ones, never two on one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perf_xl.picture.edit import Edit
from perf_xl.rules.finding import Finding, Safety


@dataclass(frozen=True, slots=True)
class SafeEdit:
    """An edit and the code of the rule that asks for it."""

    code: str
    edit: Edit


def safe_edits(findings: Iterable[Finding]) -> tuple[SafeEdit, ...]:
    """The safe fixes of findings in a workbook, the first one for each cell; a waived finding is left alone."""
    chosen: dict[tuple[str, int, int], SafeEdit] = {}
    for finding in findings:
        fix = finding.fix
        if fix is None or fix.safety is not Safety.SAFE or finding.waived is not None:
            continue
        for each in fix.replacements:
            place = each.place
            if place.sheet and place.row:
                edit = Edit(place.sheet, place.row, place.column, each.before, each.after)
                chosen.setdefault((place.sheet, place.row, place.column), SafeEdit(finding.code, edit))
    return tuple(chosen.values())
