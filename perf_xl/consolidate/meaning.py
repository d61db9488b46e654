"""What a workbook says, as tables of fields - apart from how it looks, how it is stored and where blank rows stand.

The difference of two submissions and the seal both rest on this page: the same fields, the same order. Spending,
self-evaluation and settings are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.model.indicator import Waiver
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.project import Project

_CORE = ("level3", "description", "value")
INDICATOR_FIELDS = ("level1", "level2", "level3", "description", "value", "evidence")


class Said(NamedTuple):
    """One field: its name (a key under `difference.field` in the messages), what it says, where."""

    field: str
    value: str
    place: Place = NOWHERE


class SaidRow(NamedTuple):
    """A row of a table; `kind`: indicator, theme, safeguard or waiver."""

    kind: str
    parts: tuple[Said, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(part.value for part in self.parts)

    @property
    def core(self) -> tuple[str, ...]:
        """What tells rows apart: levels, evidence and waivers of indicators are shared by many."""
        return tuple(part.value for part in self.parts if self.kind != "indicator" or part.field in _CORE)


class SaidTable(Struct, frozen=True):
    """A project, or (first, without code) the department itself. `code` and `name` are for showing."""

    code: str
    name: str
    place: Place
    head: tuple[Said, ...]
    rows: tuple[SaidRow, ...]

    def value_of(self, field: str) -> str:
        return next((part.value for part in self.head if part.field == field), "")

    @property
    def fields(self) -> Iterator[Said]:
        """Every field, head first, then row by row."""
        yield from self.head
        for row in self.rows:
            yield from row.parts


def meaning(department: Department) -> tuple[SaidTable, ...]:
    """The department's own table, then one per project in order."""
    return _own_table(department), *map(_project_table, department.projects)


def _own_table(department: Department) -> SaidTable:
    cover = Place(department.place.book, form.COVER)
    head = (Said("department", _plain(department.name), cover), Said("unit_code", department.unit_code, cover),
            Said("year", str(department.year or ""), cover), Said("submission", str(department.submission or ""), cover),
            _said("overall_goal", department.overall_goal))
    themes = (SaidRow("theme", (_said("theme_title", each.title), _said("theme_goal", each.goal),
                                _said("theme_indicators", each.indicators))) for each in department.themes)
    safeguards = (SaidRow("safeguard", (_said("safeguard_title", each.title), _said("safeguard_text", each.text)))
                  for each in department.safeguards)
    return SaidTable("", department.name, department.place, head, (*themes, *safeguards))


def _project_table(project: Project) -> SaidTable:
    money = tuple(Said(field, amount.text, amount.entry.place) for field, amount in
                  (("budget", project.budget), ("fiscal", project.fiscal), ("other", project.other)))
    plan = tuple(Said(f"plan_{step.node}", step.text or "", step.entry.place) for step in project.plan.steps)
    head = (_said("title", project.title), _said("unit", project.unit_body), _said("amount_unit", project.amount_unit),
            _said("code", project.code), _said("name", project.name), *money, _said("purpose", project.purpose), *plan,
            _said("goal", project.goal_text), *_waiver(project.waiver))
    rows = [SaidRow("indicator", (*(_said(field, getattr(each, field)) for field in INDICATOR_FIELDS),
                                  *_waiver(each.waiver))) for each in project.indicators]
    rows += [SaidRow("waiver", _waiver(each)) for each in project.row_waivers]
    return SaidTable(project.code.text, project.name.text, project.place, head, tuple(rows))


def _waiver(waiver: Waiver) -> tuple[Said, ...]:
    return (_said("waiver_reason", waiver.reason), _said("waiver_name", waiver.name), _said("waiver_until", waiver.until))


def _said(field: str, entry: Entry) -> Said:
    return Said(field, _plain(entry.text), entry.place)


def _plain(text: str) -> str:
    """Programs store a line break in three ways, and all mean the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
