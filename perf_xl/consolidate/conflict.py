"""Where the workbooks handed in contradict each other, with both places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from perf_xl.consolidate.difference import difference
from perf_xl.law.setting import setting
from perf_xl.layout.form import TEMPLATE_VERSION
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.department import Department
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.project import Project

ERROR, WARNING = "error", "warning"


class Conflict(Struct, frozen=True):
    """`what` is a message key with its `facts`; `place` and `other` are the two places.

    `fields` name what differs (keys under `difference.field`). An error must be decided by a person.
    """

    what: str
    severity: str
    place: Place
    other: Place = NOWHERE
    facts: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def counts_as_error(self) -> bool:
        return self.severity == ERROR


def conflicts_between(parts: Sequence[Department]) -> list[Conflict]:
    """Everything the parts disagree about, in their order."""
    return [*_years(parts), *_departments(parts), *_versions(parts), *_units_of_money(parts), *_doubled_codes(parts),
            *_doubled_part_one(parts),
            *_markings(parts)]


def usual_year(parts: Sequence[Department]) -> int | None:
    """The year that most workbooks have; the earliest in the list of those that tie."""
    years = [part.year for part in parts if part.year]
    return max(years, key=years.count) if years else None


def department_code(project: Project) -> str:
    """The first digits of the unit's code; '' where the unit has none."""
    return project.unit_code[:int(setting("department_code_digits"))]


def usual_department(parts: Sequence[Department]) -> str:
    """The code of the department that most projects belong to."""
    seen = Counter(code for part in parts for project in part.projects if (code := department_code(project)))
    return seen.most_common(1)[0][0] if seen else ""


def has_part_one(part: Department) -> bool:
    return bool(part.overall_goal.text or part.themes or part.safeguards)


def _years(parts: Sequence[Department]) -> Iterator[Conflict]:
    usual = usual_year(parts)
    example = next((part.place for part in parts if part.year == usual), NOWHERE)
    for part in parts:
        if part.year and part.year != usual:
            yield Conflict("consolidate.other_year", ERROR, part.place, example,
                           (("year", str(part.year)), ("usual", str(usual))), ("year",))


def _departments(parts: Sequence[Department]) -> Iterator[Conflict]:
    usual = usual_department(parts)
    example = next((project.unit_body.place for part in parts for project in part.projects if department_code(project) == usual), NOWHERE)
    for part in parts:
        first = next((each for each in part.projects if department_code(each) not in ("", usual)), None)
        if first is not None:
            yield Conflict("consolidate.other_department", ERROR, first.unit_body.place, example,
                           (("unit", first.unit_body.text), ("usual", usual)), ("unit",))


def _versions(parts: Sequence[Department]) -> Iterator[Conflict]:
    for part in parts:
        if part.template_version != TEMPLATE_VERSION:
            key = "consolidate.other_version" if part.template_version else "consolidate.no_version"
            yield Conflict(key, WARNING, part.place, NOWHERE,
                           (("version", part.template_version), ("current", TEMPLATE_VERSION)))


def _units_of_money(parts: Sequence[Department]) -> Iterator[Conflict]:
    """In a department that writes 万元, a table in 元."""
    every = [project for part in parts for project in part.projects]
    example = next((each for each in every if each.money_unit is MoneyUnit.WAN), None)
    for project in every if example else ():
        if example is not None and project.money_unit is MoneyUnit.YUAN:
            yield Conflict("consolidate.amounts_in_yuan", WARNING, project.budget.entry.place, example.budget.entry.place,
                           (("name", project.name.text),), ("amount_unit",))


def _doubled_codes(parts: Sequence[Department]) -> Iterator[Conflict]:
    first: dict[str, Project] = {}
    for part in parts:
        for project in part.projects:
            code = project.code.text
            other = first.setdefault(code, project) if code else project
            if other is not project:
                yield _doubled_code(project, other)


def _doubled_code(project: Project, other: Project) -> Conflict:
    changes = difference(Department(projects=(other,)), Department(projects=(project,)))
    fields = tuple(dict.fromkeys(change.field or "indicators" for change in changes if change.field != "title"))
    place = other.code.place
    facts = (("code", project.code.text), ("book", place.book), ("sheet", place.sheet), ("cell", place.cell))
    return Conflict("consolidate.doubled_code" if fields else "consolidate.doubled_project", ERROR, project.code.place,
                    place, facts, fields)


def _doubled_part_one(parts: Sequence[Department]) -> Iterator[Conflict]:
    having = [part for part in parts if has_part_one(part)]
    for part in having[1:]:
        if part.overall_goal.text != having[0].overall_goal.text:
            yield Conflict("consolidate.two_part_ones", ERROR, part.overall_goal.place, having[0].overall_goal.place,
                           (("book", having[0].place.book),), ("overall_goal",))


def _markings(parts: Sequence[Department]) -> Iterator[Conflict]:
    """Self-evaluations by different scoring rules cannot be put side by side."""
    begun = [part for part in parts if any(project.evaluation for project in part.projects)]
    for part in begun[1:]:
        if _rule(part) != _rule(begun[0]):
            yield Conflict("consolidate.other_marking", ERROR, part.evaluating.profile.place, begun[0].evaluating.profile.place,
                           (("rule", part.evaluating.profile.text), ("usual", begun[0].evaluating.profile.text)))


def _rule(part: Department) -> tuple[str, ...]:
    return (part.evaluating.profile.text, *(entry.text for _, entry in part.evaluating.numbers))
