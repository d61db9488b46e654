"""What comes along besides the targets: spending and monitoring of the files that were taken."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perf_xl.consolidate.conflict import WARNING, Conflict
from perf_xl.consolidate.fate import Received
from perf_xl.layout import form
from perf_xl.model.department import Department
from perf_xl.model.monitoring import Interim
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.voucher import Spending


def spending_of(department: Department, taken: Sequence[Received]) -> tuple[Spending | None, list[Conflict]]:
    """Of the department's year, each file's for the projects taken from it; what is left out is told of."""
    found: Spending | None = None
    told: list[Conflict] = []
    for each in taken:
        own = each.spending
        if own is None:
            continue
        codes = {project.code.text for project in department.projects if project.code.place.book == each.fate.shown}
        sums = tuple(one for one in own.sums if one.project_code in codes and own.year == department.year)
        left = own.total_fen - sum(one.fen for one in sums)
        if left:
            others = sorted({one.project_code for one in own.sums} - codes) or [str(own.year)]
            told.append(Conflict("consolidate.spending_left", WARNING, Place(each.fate.shown, form.LEDGER), NOWHERE,
                                 (("amount", f"{left / 100:.2f}"), ("codes", "、".join(others)))))
        if own.year == department.year:
            kept = replace(own, sums=sums, adjustments=tuple(one for one in own.adjustments if one.project_code in codes),
                           fundings=tuple(pair for pair in own.fundings if pair[0] in codes))
            found = kept if found is None else found.plus(kept)
    return found, told


def interims_of(department: Department, taken: Sequence[Received]) -> tuple[tuple[tuple[int, int], Interim], ...]:
    """绩效监控 of each file, at the positions that its projects have now."""
    now = {project.place.home: position for position, project in enumerate(department.projects)}
    made = []
    for each in taken:
        assert each.department is not None
        for (position, index), interim in each.interims:
            place = each.department.projects[position].place.home
            if place in now:
                made.append(((now[place], index), interim))
    return tuple(sorted(made, key=lambda pair: pair[0]))
