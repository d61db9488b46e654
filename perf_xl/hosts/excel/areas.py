"""Few calls instead of many: cells gathered into areas, and questions that halve an area until its answer is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from perf_xl.model.place import cell_name
from perf_xl.picture.grid import Area, Spot

Answer = TypeVar("Answer")
_LONGEST_ADDRESS = 250     # Excel refuses longer ones


def gathered(spots: Iterable[Spot]) -> list[Area]:
    """The fewest rectangles that a simple sweep finds: runs along rows, equal runs of neighbouring rows joined."""
    open_runs: dict[tuple[int, int], Area] = {}
    done: list[Area] = []
    for row, left, right in _runs(sorted(set(spots))):
        above = open_runs.get((left, right))
        if above and above.bottom == row - 1:
            open_runs[left, right] = above._replace(bottom=row)
        else:
            if above:
                done.append(above)
            open_runs[left, right] = Area(row, left, row, right)
    return sorted([*done, *open_runs.values()])


def _runs(spots: list[Spot]) -> Iterator[tuple[int, int, int]]:
    index = 0
    while index < len(spots):
        row, left = spots[index]
        right = left
        while index + 1 < len(spots) and spots[index + 1] == (row, right + 1):
            index, right = index + 1, right + 1
        yield row, left, right
        index += 1


def address(area: Area) -> str:
    """Area(1, 1, 2, 3) -> 'A1:C2'; a single cell is 'A1'."""
    first = cell_name(area.top, area.left)
    return first if area[:2] == area[2:] else f"{first}:{cell_name(area.bottom, area.right)}"


def addresses(areas: Iterable[Area]) -> Iterator[str]:
    """Several areas in as few addresses as Excel's limit on their length allows."""
    line = ""
    for area in areas:
        part = address(area)
        if line and len(line) + 1 + len(part) > _LONGEST_ADDRESS:
            yield line
            line = part
        else:
            line = f"{line},{part}" if line else part
    if line:
        yield line


def uniform(area: Area, ask: Callable[[Area], Answer | None]) -> Iterator[tuple[Area, Answer]]:
    """Parts of the area with the one answer that holds for all of each. `ask` says None where the area is mixed.

    A single cell whose answer is None is left out.
    """
    answer = ask(area)
    if answer is not None:
        yield area, answer
    elif area[:2] != area[2:]:
        for half in _halves(area):
            yield from uniform(half, ask)


def _halves(area: Area) -> tuple[Area, Area]:
    top, left, bottom, right = area
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        return Area(top, left, middle, right), Area(middle + 1, left, bottom, right)
    middle = (left + right) // 2
    return Area(top, left, bottom, middle), Area(top, middle + 1, bottom, right)
