"""The cells of text that rules on wording read: each with its field, its project and its indicator row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.model.project import Project

HAN = "\u4e00-\u9fff"
_SINGLE_LINE = ("code", "name", "unit", "level3", "description", "value", "evidence")


class TextCell(NamedTuple):
    """`project` and `indicator` are positions, None where the cell belongs to none."""

    entry: Entry
    field: str
    project: int | None = None
    indicator: int | None = None


def text_cells(department: Department) -> tuple[TextCell, ...]:
    """Every filled cell of free text, part 1 first. 指标值 is left to the rules on target values."""
    return tuple(cell for cell in all_cells(department) if cell.field not in ("code", "unit", "value"))


def single_line_cells(department: Department) -> tuple[TextCell, ...]:
    """The filled cells that hold one short text each: no goals, purposes and part 1."""
    return tuple(cell for cell in all_cells(department) if cell.field in _SINGLE_LINE)


def all_cells(department: Department) -> tuple[TextCell, ...]:
    """Every filled cell of text."""
    return tuple(_filled(department))


def _filled(department: Department) -> Iterator[TextCell]:
    parts = [department.overall_goal]
    parts += [entry for theme in department.themes for entry in (theme.title, theme.goal, theme.indicators)]
    parts += [entry for safeguard in department.safeguards for entry in (safeguard.title, safeguard.text)]
    for entry in parts:
        if not entry.is_blank:
            yield TextCell(entry, "department")
    for position, project in enumerate(department.projects):
        for entry, field, indicator in _of_project(project):
            if not entry.is_blank:
                yield TextCell(entry, field, position, indicator)


def _of_project(project: Project) -> Iterator[tuple[Entry, str, int | None]]:
    yield project.unit_body, "unit", None
    yield project.code, "code", None
    yield project.name, "name", None
    yield project.purpose, "purpose", None
    yield project.goal_text, "goal", None
    for indicator in project.indicators:
        yield indicator.level3, "level3", indicator.index
        yield indicator.description, "description", indicator.index
        yield indicator.value, "value", indicator.index
        yield indicator.evidence, "evidence", indicator.index


def heading(project: Project) -> Entry:
    """Where a finding about the table as a whole belongs: the title, or the corner of a table without one."""
    return project.title if not project.title.is_blank else Entry(place=project.place)
