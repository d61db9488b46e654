"""What a rule is asked about: rows, tables, the department - and which of them concern it.

A rule names the traits of its subjects in its metadata (`rule.py`). Each trait is asked once a run, not once a rule; one
that depends on the target alone is asked once for each different target.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain, compress
from typing import Any, Generic, TypeVar

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.project_code import ProjectCode
from perf_xl.model.target import Target, read_target
from perf_xl.rules.codes import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.last_year import has_last_year
from perf_xl.rules.rule import Trait
from perf_xl.sense.direction import Against, Contradiction, contradiction
from perf_xl.sense.sense import Sense, read_sense

_T = TypeVar("_T")
Part = Callable[[Sequence[Any]], Sequence[Hashable]]      # of subjects, for each of them what decides
_SAME_FOR: dict[Trait, Part] = {}


def same_for(part: Part) -> Callable[[Trait], Trait]:
    """Marks a trait that all subjects share which are alike in this part: it is asked of one of them."""
    def mark(trait: Trait) -> Trait:
        _SAME_FOR[trait] = part
        return trait
    return mark


class read_once(Generic[_T]):
    """A property that is worked out when first asked for and then stays."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, subject: Any, owner: type) -> _T:
        made = self._make(subject)
        setattr(subject, self._name, made)
        return made


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

    @property
    def table(self) -> Table:
        """Itself; of a row: the table in which it stands."""
        return self

    @read_once
    def was_rolled(self) -> bool:
        """Whether it was rolled from last year's."""
        return has_last_year(self.project)

    @read_once
    def code(self) -> str:
        """The project code, tidied."""
        return tidy_code(self.project.code.text)

    @read_once
    def read_code(self) -> ProjectCode | None:
        return read_code(self.code)


class Row(Table):
    """One row of a table. What it says is read when a trait first asks."""

    def __init__(self, indicator: Indicator, table: Table) -> None:
        self.arguments = (indicator, table.project, table.context)
        self.position, self.index = table.position, indicator.index
        self.indicator, self.project, self.context, self._table = indicator, table.project, table.context, table

    @property
    def table(self) -> Table:
        return self._table

    @read_once
    def target(self) -> Target:
        return read_target(self.indicator.value.text)

    @read_once
    def sense(self) -> Sense:
        return read_sense(self.indicator)

    @read_once
    def level1(self) -> str:
        """The frame's own name for the 一级指标."""
        return usual_level1(self.indicator.level1.text)

    @read_once
    def level2(self) -> str:
        """The frame's own name for the 二级指标."""
        return usual_level2(self.indicator.level2.text)

    @property
    def contradiction(self) -> Contradiction | None:
        """How the sign goes against the meaning, if it does."""
        return contradiction(self.sense, self.target)


class Subjects:
    """All subjects of one kind, and which of them have certain traits."""

    def __init__(self, everything: Iterable[Subject]) -> None:
        self._everything = tuple(everything)
        self.all = Choice(self._everything, int.from_bytes(b"\1" * len(self._everything)))
        self._known: dict[Trait, tuple[int, int]] = {}       # of whom it was asked, who have it
        self._alike: dict[Part, tuple[list[Subject], list[list[int]]]] = {}

    def having(self, traits: tuple[Trait, ...], among: Choice | None = None) -> Choice:
        """The subjects that have all the traits, of all or of some. Nobody is asked for a second who lacks the first."""
        flags, everyone = (self.all if among is None else among).flags, self.all.flags
        for trait in traits:
            if not flags:
                break
            asked, having = self._known.get(trait, (0, 0))
            if asked != everyone and flags & ~asked:
                asked, having = self._known[trait] = self._ask(trait, asked, having, flags)
            flags &= having
        return Choice(self._everything, flags)

    def _ask(self, trait: Trait, asked: int, having: int, wanted: int) -> tuple[int, int]:
        """A byte for each subject: 1 where the trait was asked for, 1 where it is."""
        everything, part = self._everything, _SAME_FOR.get(trait)
        answers = bytearray(len(everything))
        if part is not None and len(everything) > 1:
            ones, alike = self._groups(part)
            for at in chain.from_iterable(compress(alike, map(trait, ones))):
                answers[at] = 1
            return self.all.flags, int.from_bytes(answers)
        new = wanted & ~asked
        chosen = new.to_bytes(len(everything))
        for at in compress(compress(range(len(everything)), chosen), map(trait, compress(everything, chosen))):
            answers[at] = 1
        return asked | new, having | int.from_bytes(answers)

    def _groups(self, part: Part) -> tuple[list[Subject], list[list[int]]]:
        """One subject of each group of those that share a part, and where the subjects of the group stand."""
        if part not in self._alike:
            alike = defaultdict[Hashable, list[int]](list)
            for at, key in enumerate(part(self._everything)):
                alike[key].append(at)
            self._alike[part] = [self._everything[group[0]] for group in alike.values()], list(alike.values())
        return self._alike[part]


class Choice:
    """Some of the subjects, in their order."""

    __slots__ = ("_everything", "flags")

    def __init__(self, everything: tuple[Subject, ...], flags: int) -> None:
        """`flags` has a byte for each subject, 1 where it is chosen."""
        self._everything = everything
        self.flags = flags

    def __len__(self) -> int:
        return self.flags.bit_count()

    def __iter__(self) -> Iterator[Subject]:
        return compress(self._everything, self.flags.to_bytes(len(self._everything))) if self.flags else iter(())


def target_text(rows: Sequence[Row]) -> list[str]:
    """The part on which traits of the target depend."""
    return [row.indicator.value.text for row in rows]


def levels_text(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Of 一级 and 二级指标."""
    return [(row.indicator.level1.text, row.indicator.level2.text) for row in rows]


def meaning(rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """Of the sense."""
    return [(row.indicator.level3.text, row.indicator.description.text, row.indicator.level2.text) for row in rows]


def thing_key(rows: Sequence[Row]) -> list[str]:
    """Of what is measured."""
    return [row.sense.thing.thing.key for row in rows]


def thing_and_kind(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Of what is measured, and in what."""
    return [(row.sense.thing.thing.key, row.target.measure.kind) for row in rows]


def roles(rows: Sequence[Row]) -> list[frozenset[str]]:
    """Of the roles that a row plays."""
    return [row.sense.roles for row in rows]


def against(rows: Sequence[Row]) -> list[Against | None]:
    """Of the contradiction between sign and meaning."""
    return [wrong.against if (wrong := row.contradiction) else None for row in rows]


def name_text(rows: Sequence[Row]) -> list[str]:
    """Of 三级指标."""
    return [row.indicator.level3.text for row in rows]


def evidence_text(rows: Sequence[Row]) -> list[str]:
    """Of 指标值确定依据."""
    return [row.indicator.evidence.text for row in rows]


def department(subjects: Sequence[Table]) -> list[None]:
    """Of the department alone: one answer for all."""
    return [None] * len(subjects)


def table_number(tables: Sequence[Table]) -> list[int | None]:
    """Of the table, for rows too."""
    return [table.position for table in tables]


def subjects_of(about: str, context: Context) -> Subjects:
    """Every subject of rules about 'indicator', 'project' or 'department'."""
    if about == "department":
        return Subjects((Subject((context.department, context)),))
    return Subjects(_tables(context) if about == "project" else _rows(context))


def _tables(context: Context) -> Iterator[Table]:
    for position, project in enumerate(context.department.projects):
        yield Table(project, context, position)


def _rows(context: Context) -> Iterator[Row]:
    for table in _tables(context):
        for indicator in table.project.indicators:
            yield Row(indicator, table)
