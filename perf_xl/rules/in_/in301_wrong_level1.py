"""IN301 二级指标放错了一级指标

查什么：二级指标是否放在框架规定的一级指标之下。
为什么：放错位置，分类汇总和分值都会错。
怎么改：移到正确的一级指标之下。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.law.setting import setting
from perf_xl.model.department import Department
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, levels_text, same_for


@same_for(levels_text)
def has_a_place(row: Row) -> bool:
    """Both levels are of the frame."""
    frame = row.context.frame
    return row.level1 in frame.level1 and bool(frame.parents(row.level2))


@same_for(levels_text)
def stands_elsewhere(row: Row) -> bool:
    return row.level1 not in row.context.frame.parents(row.level2)


@rule(code="IN301", name="wrong-level1", about="indicator", severity="error", basis="caiyu-2015-88",
      of=(has_a_place,), where=(stands_elsewhere,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    first, second = usual_level1(indicator.level1.text), usual_level2(indicator.level2.text)
    habit = _times(context, first, second) >= setting("form_habit_least")
    yield found(indicator.level2, "level2", first=first, second=second, right="、".join(context.frame.parents(second)),
                severity=Severity.WARNING if habit else None)


def _times(context: Context, first: str, second: str) -> int:
    """In how many tables of the department the level stands there; 0 if any table has it elsewhere."""
    tables = context.once(_places)[second]
    return sum(first in table for table in tables) if all(table <= {first} for table in tables) else 0


def _places(department: Department) -> dict[str, list[set[str]]]:
    """Per 二级指标: of each table that has it, the 一级指标 under which it stands."""
    places: defaultdict[str, list[set[str]]] = defaultdict(list)
    for project in department.projects:
        own: defaultdict[str, set[str]] = defaultdict(set)
        for row in project.indicators:
            own[usual_level2(row.level2.text)].add(usual_level1(row.level1.text))
        for second, firsts in own.items():
            places[second].append(firsts)
    return places
