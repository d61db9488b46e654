"""What a rule is asked about: rows, tables, the department - and which of them concern it.

A rule names the traits of its subjects in its metadata (`rule.py`). Each trait is asked once a run and subject, not once
a rule: rules that begin with the same traits share the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import Target
from perf_xl.rules.context import Context
from perf_xl.rules.rule import Trait
from perf_xl.sense.direction import Contradiction, contradiction
from perf_xl.sense.sense import Sense, read_sense


class Subject:
    """`arguments` are those of the check; `position` and `index` tell project and row, None where there is none."""

    def __init__(self, arguments: tuple[Any, ...], position: int | None = None, index: int | None = None) -> None:
        self.arguments = arguments
        self.position = position
        self.index = index


class Table(Subject):
    """One project's table, in its department."""

    def __init__(self, project: Project, context: Context, position: int) -> None:
        super().__init__((project, context), position)
        self.project = project
        self.context = context


class Row(Table):
    """One row of a table. What it says is read when a trait first asks."""

    def __init__(self, indicator: Indicator, project: Project, context: Context, position: int) -> None:
        Subject.__init__(self, (indicator, project, context), position, indicator.index)
        self.indicator = indicator
        self.project = project
        self.context = context

    @cached_property
    def target(self) -> Target:
        return self.indicator.target

    @cached_property
    def sense(self) -> Sense:
        return read_sense(self.indicator)

    @cached_property
    def level1(self) -> str:
        """The frame's own name for the 一级指标."""
        return usual_level1(self.indicator.level1.text)

    @cached_property
    def level2(self) -> str:
        """The frame's own name for the 二级指标."""
        return usual_level2(self.indicator.level2.text)

    @cached_property
    def contradiction(self) -> Contradiction | None:
        """How the sign goes against the meaning, if it does."""
        return contradiction(self.sense, self.target)


class Subjects:
    """All subjects of one kind, and those of them that have certain traits."""

    def __init__(self, everything: Iterable[Subject]) -> None:
        self._having: dict[tuple[Trait, ...], tuple[Subject, ...]] = {(): tuple(everything)}

    def having(self, traits: tuple[Trait, ...]) -> tuple[Subject, ...]:
        """The subjects that have all the traits; a later trait is asked only of those that have the earlier ones."""
        known = self._having.get(traits)
        if known is None:
            last = traits[-1]
            known = self._having[traits] = tuple([each for each in self.having(traits[:-1]) if last(each)])
        return known


def subjects_of(about: str, context: Context) -> Subjects:
    """Every subject of rules about 'indicator', 'project' or 'department'."""
    if about == "department":
        return Subjects((Subject((context.department, context)),))
    return Subjects(_tables(context) if about == "project" else _rows(context))


def _tables(context: Context) -> Iterator[Table]:
    for position, project in enumerate(context.department.projects):
        yield Table(project, context, position)


def _rows(context: Context) -> Iterator[Row]:
    for position, project in enumerate(context.department.projects):
        for indicator in project.indicators:
            yield Row(indicator, project, context, position)
