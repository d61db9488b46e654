"""One row of indicators on its own, asked by every rule that looks at single rows."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec.structs import replace

from perf_xl.law.frame import PROFILES, frame, recognise, usual_level2
from perf_xl.layout.form import DESCRIPTION, LEVEL1, LEVEL2, LEVEL3, VALUE
from perf_xl.layout.mark import issue_line
from perf_xl.model.department import Department
from perf_xl.model.entry import BLANK, Entry, written
from perf_xl.model.indicator import Indicator
from perf_xl.model.place import Place
from perf_xl.model.project import Project
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.context import Context
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Finding
from perf_xl.rules.rule import Rule
from perf_xl.rules.tell import tell

_FIELDS = ("level2", "level3", "value")


def first_finding(level2: Entry, name: Entry, value: Entry, description: Entry = BLANK) -> str:
    """The gravest finding about the first three, the first from the left, in the words of 问题; '' where there is none.

    The description only helps to understand what the name means.
    """
    department = one_row(level2, name, value, description)
    found = findings(department)
    if not found:
        return ""
    gravest = min(found, key=lambda each: (each.severity.rank, _FIELDS.index(each.field), each.code))
    return issue_line(tell((gravest,), department)[0])


def one_row(level2: Entry, name: Entry, value: Entry, description: Entry = BLANK) -> Department:
    """A department with one project with one indicator; its 一级指标 is the one that the frame has for the 二级指标."""
    second = usual_level2(level2.text)
    firsts = [first for profile in PROFILES for first in frame(profile).parents(second)]
    row = Indicator(0, written(firsts[0] if firsts else "", _at(LEVEL1)), _placed(level2, LEVEL2), _placed(name, LEVEL3),
                    _placed(description, DESCRIPTION), _placed(value, VALUE))
    return Department(projects=(Project(indicators=(row,)),))


def findings(department: Department) -> list[Finding]:
    """What the rules on single rows find in 二级指标, 三级指标 and 指标值."""
    (row,) = department.projects[0].indicators
    law = frame(recognise([(row.level1.text, row.level2.text)]))
    judged = run(_rules(), Context(department, law, date.max)).findings      # the day matters to waivers only: here are none
    return [each for each in judged if each.field in _FIELDS]


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(each for each in all_rules() if each.about == "indicator")


def _at(column: int) -> Place:
    return Place("", "", 1, column)


def _placed(entry: Entry, column: int) -> Entry:
    return replace(entry, place=_at(column))
