"""Finds for every 上年实际值 that was read the indicator it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from perf_xl.layout.read_actuals import ActualValue
from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.model.project_code import tidy_code


class Matched(Struct, frozen=True):
    """`by_row` is what `roll` takes; `unmatched` are values whose project or indicator the department does not have."""

    by_row: dict[tuple[int, int], str]
    unmatched: tuple[ActualValue, ...]


def match(department: Department, values: Iterable[ActualValue]) -> Matched:
    """By project code or name and the indicator's name; of rows with the same name, the first that has none yet."""
    positions = {key: position for position, project in reversed(tuple(enumerate(department.projects)))
                 for key in (tidy_code(project.code.text), _squeezed(project.name.text)) if key}
    by_row: dict[tuple[int, int], str] = {}
    unmatched = []
    for each in values:
        position = positions.get(tidy_code(each.project), positions.get(_squeezed(each.project)))
        row = None if position is None else _row(department.projects[position], position, each.level3, by_row)
        if position is None or row is None:
            unmatched.append(each)
        else:
            by_row[position, row] = each.value
    return Matched(by_row, tuple(unmatched))


def own_actuals(department: Department) -> dict[tuple[int, int], str]:
    """What the department's own self-evaluation says was reached."""
    return {(position, index): outcome.actual.text for position, project in enumerate(department.projects)
            if project.evaluation is not None for index, outcome in enumerate(project.evaluation.outcomes)
            if not outcome.actual.is_blank}


def _row(project: Project, position: int, level3: str, taken: dict[tuple[int, int], str]) -> int | None:
    return next((row.index for row in project.indicators
                 if _squeezed(row.level3.text) == _squeezed(level3) and (position, row.index) not in taken), None)


def _squeezed(text: str) -> str:
    return "".join(text.split())
