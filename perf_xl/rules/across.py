"""The same indicator in several projects of a department: do they agree?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.model.indicator import Indicator
from perf_xl.model.target import TargetKind
from perf_xl.rules.comparing import named

_WAY = {"≥": "up", ">": "up", "≤": "down", "<": "down"}


class Seen(Struct, frozen=True, gc=False):
    """An indicator row with the position of its project and the trait by which rows are compared."""

    project: int
    row: Indicator
    trait: str


def across(department: Department) -> dict[str, list[tuple[int, Indicator]]]:
    """Rows with a numeric target, by the name that several of them bear."""
    rows: defaultdict[str, list[tuple[int, Indicator]]] = defaultdict(list)
    for position, project in enumerate(department.projects):
        for row in project.indicators:
            name = named(row.level3.text)
            if name and row.target.kind is TargetKind.NUMBER:
                rows[name].append((position, row))
    return {name: alike for name, alike in rows.items() if len(alike) > 1}


def direction(row: Indicator) -> str:
    """'up', 'down' or '' for a value that must be met exactly (which contradicts neither)."""
    return _WAY.get(row.target.sign, "")


def opposed(seen: list[Seen]) -> Iterator[tuple[Seen, list[Seen]]]:
    """Each row of the smaller camps with the rows of the largest; nothing where all agree. Blank traits do not count."""
    camps: defaultdict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        if each.trait:
            camps[each.trait].append(each)
    if len(camps) < 2:
        return
    largest = max(camps.values(), key=len)
    for camp in camps.values():
        if camp is not largest:
            for each in camp:
                yield each, largest
