"""The same indicator in several projects of a department: do they agree?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.model.indicator import Indicator
from perf_xl.model.target import Target, TargetKind
from perf_xl.rules.comparing import named

_NUMBER = TargetKind.NUMBER
_WAY = {"≥": "up", ">": "up", "≤": "down", "<": "down"}


class Seen(Struct, frozen=True, gc=False):
    """An indicator row with the position of its project, and its target."""

    project: int
    row: Indicator
    target: Target


def across(department: Department) -> dict[str, list[Seen]]:
    """Rows with a numeric target, by the name that several of them bear."""
    rows: defaultdict[str, list[Seen]] = defaultdict(list)
    for position, project in enumerate(department.projects):
        for row in project.indicators:
            target = row.target
            if target.kind is _NUMBER and (name := named(row.level3.text)):
                rows[name].append(Seen(position, row, target))
    return {name: alike for name, alike in rows.items() if len(alike) > 1}


def direction(target: Target) -> str:
    """'up', 'down' or '' for a value that must be met exactly (which contradicts neither)."""
    return _WAY.get(target.sign, "")


def opposed(seen: list[Seen], trait: Callable[[Target], str]) -> Iterator[tuple[Seen, list[Seen]]]:
    """Each row of the smaller camps with the rows of the largest; nothing where all agree. Rows are compared by the trait
    of their targets; blank ones do not count."""
    camps: defaultdict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        if of_target := trait(each.target):
            camps[of_target].append(each)
    if len(camps) < 2:
        return
    largest = max(camps.values(), key=len)
    for camp in camps.values():
        if camp is not largest:
            for each in camp:
                yield each, largest
