"""Projects whose indicator tables were copied from one another: each group named once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core, named


def copied_groups(department: Department) -> tuple[tuple[int, ...], ...]:
    """Positions of projects that carry the same set of indicators (level, name, value), two or more in a group."""
    groups: defaultdict[tuple[tuple[str, str, str], ...], list[int]] = defaultdict(list)
    least = setting("copied_set_least_rows")
    for positions in _with_same_values(department):
        for position in positions:
            project = department.projects[position]
            if sum([bool(row.level3.text) for row in project.indicators]) >= least:
                groups[_set_of(project)].append(position)
    return tuple(sorted(tuple(group) for group in groups.values() if len(group) > 1))


def _with_same_values(department: Department) -> Iterator[list[int]]:
    """Positions of projects that share their set of values: only among these can a table be copied."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, project in enumerate(department.projects):
        groups[tuple(sorted([row.value.text for row in project.indicators if row.level3.text]))].append(position)
    return (positions for positions in groups.values() if len(positions) > 1)


def _set_of(project: Project) -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted([(core(row.level2.text), named(row.level3.text), row.value.text)
                         for row in project.indicators if row.level3.text]))
