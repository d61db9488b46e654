"""Puts the departments of several workbooks together in the official order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.consolidate.conflict import (
    Conflict,
    conflicts_between,
    department_code,
    has_part_one,
    usual_department,
    usual_year,
)
from perf_xl.model.department import Department
from perf_xl.model.evaluation import EvaluationSettings
from perf_xl.model.place import NOWHERE
from perf_xl.model.project import Project

_NUMBER = re.compile(r"^\s*\d{1,4}(?=\s*[.．、])")


class Merged(Struct, frozen=True):
    """`department` holds every project with the place it came from; `conflicts` name both places."""

    department: Department
    conflicts: tuple[Conflict, ...] = ()


def merge(parts: Sequence[Department], name: str = "") -> Merged:
    """Projects in order of unit code, then as they stand in their workbook, numbered anew from 1.

    Part 1 comes from the workbook that has it. Raises ValueError (a mistake of ours) for no parts at all.
    """
    if not parts:
        raise ValueError("nothing to merge")
    own = next((part for part in parts if has_part_one(part)), parts[0])
    projects = sorted((project for part in parts for project in part.projects), key=_unit_code)
    department = Department(
        name=name or department_name(parts), year=usual_year(parts), place=NOWHERE,
        overall_goal=own.overall_goal, themes=own.themes, safeguards=own.safeguards,
        projects=renumbered(projects), troubles=tuple(trouble for part in parts for trouble in part.troubles),
        template_version=own.template_version, evaluating=_marking(parts),
    )
    return Merged(department, tuple(conflicts_between(parts)))


def _marking(parts: Sequence[Department]) -> EvaluationSettings:
    """The scoring rule of the first workbook in which self-evaluation has begun."""
    begun = (part for part in parts if any(project.evaluation for project in part.projects))
    return next((part.evaluating for part in begun), parts[0].evaluating)


def split_by_unit(department: Department) -> list[Department]:
    """One department value per 预算单位, in order; the department's own body (本级, else the first) keeps part 1."""
    bodies = list(dict.fromkeys(_body(project) for project in department.projects))
    own = next((body for body in bodies if body[1].endswith("本级")), bodies[0] if bodies else None)
    parts = []
    for body in bodies:
        projects = renumbered([project for project in department.projects if _body(project) == body])
        part = replace(department, name=body[1] or department.name, unit_code=body[0], projects=projects, troubles=())
        parts.append(part if body == own else replace(part, overall_goal=type(part.overall_goal)(), themes=(), safeguards=()))
    return parts


def renumbered(projects: Iterable[Project]) -> tuple[Project, ...]:
    """Numbers 1, 2, 3 … in the projects and in front of their titles."""
    return tuple(_numbered(project, number) for number, project in enumerate(projects, 1))


def _numbered(project: Project, number: int) -> Project:
    title = _NUMBER.sub(str(number), project.title.text, count=1)
    return replace(project, no=number, title=replace(project.title, text=title))


def department_name(parts: Sequence[Department]) -> str:
    """The department's name: a workbook's own if all agree, the 本级 without 本级, else what the names begin with."""
    named = list(dict.fromkeys(part.name for part in parts if part.name and not part.unit_code))
    if len(named) == 1:
        return named[0]
    usual = usual_department(parts)
    bodies = list(dict.fromkeys(project.unit_name for part in parts for project in part.projects
                                if project.unit_name and department_code(project) in ("", usual)))
    own = next((body.removesuffix("本级") for body in bodies if body.endswith("本级")), "")
    if own:
        return own
    start = bodies[0] if bodies else ""
    for body in bodies[1:]:
        while start and not body.startswith(start):
            start = start[:-1]
    return start or (named[0] if named else (bodies[0] if bodies else ""))


def _body(project: Project) -> tuple[str, str]:
    return project.unit_code, project.unit_name


def _unit_code(project: Project) -> tuple[bool, str]:
    """Codes in order; projects without a code come last."""
    return not project.unit_code, project.unit_code
