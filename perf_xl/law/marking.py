"""评分规则: how an indicator, the execution of the budget and a whole project are marked. Dated, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.law.reader import load

MARKINGS = ("2020", "2021", "hebei", "sichuan")
CUSTOM = "custom"
FULL = Decimal(100)
_ALL = "*"
_COST = "成本指标"

Steps = tuple[tuple[Decimal, Decimal], ...]


class Band(Struct, frozen=True):
    """A level of a qualitative indicator: `low` (included) to `high` percent of the weight."""

    name: str
    low: Decimal
    high: Decimal


class Marking(Struct, frozen=True):
    """Numbers as in marking.toml, where each is explained. Percent as 80 for 80%."""

    profile: str
    title: str
    since: date
    basis: str
    trust: str
    note: str
    shares: tuple[tuple[str, Decimal], ...]
    absent: tuple[tuple[str, str, Decimal], ...]
    execution: Decimal
    steps: Steps
    pass_percent: Decimal
    satisfaction: Steps
    bands: tuple[Band, ...]
    grades: tuple[tuple[str, Decimal], ...]
    over_percent: Decimal
    over_included: bool
    marks_any: bool
    explain_execution: Decimal
    rescale: bool

    def group_of(self, level1: str, level2: str) -> str:
        """The share a row takes part in: its 一级指标; cost on its own only where cost has a share."""
        groups = dict(self.shares)
        if _ALL in groups:
            return _ALL
        first, second = usual_level1(level1), usual_level2(level2)
        if first == _COST or second == _COST:
            return _COST if _COST in groups else "产出指标"
        return first

    def shares_for(self, present: tuple[str, ...]) -> dict[str, Decimal]:
        """The points of the groups that have rows; together 100 less execution, whatever is absent.

        `present` are groups as `group_of` names them; one that the profile does not know gets nothing.
        """
        shares = dict(self.shares)
        here = {group: shares[group] for group in shares if group in present}
        if not here:
            return {}
        for group, to, points in self.absent:
            if group not in here and to in here:
                here[to] += min(points, shares[group])
        largest = max(here, key=lambda group: here[group])
        here[largest] += FULL - self.execution - sum(here.values())
        return here

    def basis_of(self, way: str) -> str:
        """The citation key of one way of giving points."""
        return str(load("marking")["ways"].get(way, self.basis))

    def is_over(self, completion: Decimal) -> bool:
        """Whether a completion (percent of the target) asks for a reason because it is so high."""
        return completion >= self.over_percent if self.over_included else completion > self.over_percent


@cache
def marking(profile: str) -> Marking:
    """One of MARKINGS. Raises KeyError for any other."""
    if profile not in MARKINGS:
        raise KeyError(profile)
    return _read(profile, load("marking")[profile])


def usual_marking(frame: str) -> str:
    """The profile proposed for a form that follows the frame '2015' or '2021'."""
    return str(load("marking")["usual"][frame])


def _read(profile: str, data: Mapping[str, Any]) -> Marking:
    return Marking(
        profile, data["title"], date.fromisoformat(data["from"]), data["basis"], data["trust"], data["note"],
        shares=_pairs(data["shares"]), absent=tuple((one, to, Decimal(points)) for one, to, points in data["absent"]),
        execution=Decimal(data["execution"]), steps=_steps(data["steps"]), pass_percent=Decimal(data["pass_percent"]),
        satisfaction=_steps(data["satisfaction"]),
        bands=tuple(Band(name, Decimal(low), Decimal(high)) for name, low, high in data["bands"]),
        grades=_pairs(data["grades"]), over_percent=Decimal(data["over_percent"]), over_included=data["over_included"],
        marks_any=data["marks_any"], explain_execution=Decimal(data["explain_execution"]), rescale=data["rescale"])


def _pairs(data: list[list[str]]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, Decimal(number)) for name, number in data)


def _steps(data: list[list[str]]) -> Steps:
    return tuple((Decimal(low), Decimal(points)) for low, points in data)


def customised(base: Marking, numbers: Mapping[str, Decimal]) -> Marking:
    """A profile of one's own: `base` with the numbers that 设置 holds.

    Keys: execution, pass_percent, over_percent, explain_execution, 成本指标 产出指标 效益指标 满意度指标 (shares), 优 良 中
    (lowest points of a grade). Unknown keys are left alone. Raises ValueError when the shares and execution are not 100.
    """
    execution = numbers.get("execution", base.execution)
    grades = tuple((name, numbers.get(name, low)) for name, low in base.grades)
    own = tuple((name, numbers[name]) for name in ("成本指标", "产出指标", "效益指标", "满意度指标") if numbers.get(name))
    made = replace(base, profile=CUSTOM, trust="practice", grades=grades, shares=own or base.shares, execution=execution,
                   steps=base.steps if execution == base.execution else (),
                   pass_percent=numbers.get("pass_percent", base.pass_percent),
                   over_percent=numbers.get("over_percent", base.over_percent),
                   explain_execution=numbers.get("explain_execution", base.explain_execution))
    if made.execution + sum(points for _, points in made.shares) != FULL:
        raise ValueError("the points of a marking are 100 together")
    if [low for _, low in grades] != sorted((low for _, low in grades), reverse=True):
        raise ValueError("grades fall from the best to the worst")
    return made


def proposed_weights(law: Marking, levels: Sequence[tuple[str, str]]) -> tuple[Decimal, ...]:
    """A weight for each row (一级指标, 二级指标): the share of its group, evenly, in whole hundredths.

    What does not divide goes to the first rows of the group. Together with execution they make 100 - unless no row
    belongs to a group of the profile.
    """
    groups = [law.group_of(*each) for each in levels]
    shares = law.shares_for(tuple(groups))
    made: list[Decimal] = []
    for index, group in enumerate(groups):
        members, position = groups.count(group), groups[:index].count(group)
        hundredths, rest = divmod(int(shares.get(group, Decimal(0)) * 100), members)
        made.append(Decimal(hundredths + (position < rest)) / 100)
    return tuple(made)
