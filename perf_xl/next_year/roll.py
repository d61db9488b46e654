"""Next year's department from this year's: what moves on, what stays as a proposal, what is emptied.

Moves on: the form's year in names and titles; codes are marked as 待换. Stays as a proposal: plan, goals, indicators,
part 1; each target stands beside last year's target and actual value. Emptied: amounts (last year's stands beside), waivers, self-evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.errors import Unusable
from perf_xl.model.amount import Amount
from perf_xl.model.department import Department
from perf_xl.model.entry import BLANK, Entry, written
from perf_xl.model.indicator import Indicator, Waiver
from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code, tidy_code
from perf_xl.model.renewal import marked_for_renewal
from perf_xl.next_year.years import NameYear, advanced, mentions, year_in

Actuals = Mapping[tuple[int, int], str]
"""上年实际值 by position of the project and of the indicator within it, both from 0."""

_LATEST = 2099


class CodeFate(Enum):
    """What became of a project's code."""

    RENEWED = "renewed"      # marked as 待换
    KEPT = "kept"            # of an earlier year than the form's: money carried over keeps its code
    BLANK = "blank"


class Carried(Struct, frozen=True):
    """What became of one project: its code, its name before and after, and how its name's year was understood."""

    no: int
    code: str
    code_fate: CodeFate
    name: str
    new_name: str
    name_year: NameYear
    actuals: int
    indicators: int

    @property
    def is_carried_over(self) -> bool:
        return self.name_year is NameYear.CARRIED_OVER

    @property
    def needs_a_look(self) -> bool:
        """A person must say what the year in the name means."""
        return self.name_year in (NameYear.PERIOD, NameYear.LATER)


class Rolled(Struct, frozen=True):
    """`old_year_in_texts`: how many goals, purposes and texts of part 1 still name last year; they are not changed."""

    department: Department
    year: int
    carried: tuple[Carried, ...]
    old_year_in_texts: int
    waivers: int


def roll(department: Department, year: int, actuals: Actuals | None = None) -> Rolled:
    """The department of `year`, begun from an earlier one.

    Raises Unusable when the department does not say its year, or `year` does not come after it.
    """
    before = department.year
    if before is None:
        raise Unusable("next_year.no_year", path=department.place.book or department.name)
    if not before < year <= _LATEST:
        raise Unusable("next_year.not_later", year=year, before=before)
    moved = [_project(project, before, year, {row: value for (at, row), value in (actuals or {}).items() if at == position})
             for position, project in enumerate(department.projects)]
    whole = replace(department, year=year, projects=tuple(project for project, _ in moved), troubles=(), template_version="")
    return Rolled(whole, year, tuple(carried for _, carried in moved), _mentions(department, before), _waivers(department))


def _project(project: Project, before: int, year: int, actuals: Mapping[int, str]) -> tuple[Project, Carried]:
    kind = year_in(project.name.text, before)
    name = advanced(project.name.text, before, year)
    code, fate = _code(project.code, before)
    rows = tuple(_indicator(each, actuals.get(each.index, "")) for each in project.indicators)
    moved = replace(
        project, title=_moved(project.title, before, year), code=code, name=_with_text(project.name, name),
        budget=_emptied(project.budget), fiscal=_emptied(project.fiscal), other=_emptied(project.other),
        last_budget=project.budget, indicators=rows, waiver=Waiver(), row_waivers=(), evaluation=None)
    return moved, Carried(project.no or 0, project.code.text, fate, project.name.text, name, kind,
                          sum(not each.last_actual.is_blank for each in rows), len(rows))


def _code(code: Entry, before: int) -> tuple[Entry, CodeFate]:
    if code.is_blank:
        return code, CodeFate.BLANK
    read = read_code(tidy_code(code.text))
    if read is not None and read.year < before:
        return code, CodeFate.KEPT
    return _with_text(code, marked_for_renewal(code.text)), CodeFate.RENEWED


def _indicator(indicator: Indicator, actual: str) -> Indicator:
    return replace(indicator, waiver=Waiver(), last_target=indicator.value, last_actual=written(actual))


def _moved(entry: Entry, before: int, year: int) -> Entry:
    return _with_text(entry, advanced(entry.text, before, year))


def _with_text(entry: Entry, text: str) -> Entry:
    return entry if entry.text == text else written(text, entry.place)


def _emptied(amount: Amount) -> Amount:
    return Amount(BLANK, amount.unit)


def _mentions(department: Department, before: int) -> int:
    texts = [department.overall_goal.text,
             *(text.text for theme in department.themes for text in (theme.goal, theme.indicators)),
             *(safeguard.text.text for safeguard in department.safeguards),
             *(text.text for project in department.projects for text in (project.purpose, project.goal_text)),
             *(text.text for project in department.projects for row in project.indicators
               for text in (row.description, row.value))]
    return sum(mentions(text, before) > 0 for text in texts)


def _waivers(department: Department) -> int:
    return sum(not waiver.is_blank for project in department.projects
               for waiver in (project.waiver, *project.row_waivers, *(row.waiver for row in project.indicators)))
