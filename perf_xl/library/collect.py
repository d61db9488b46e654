"""Collects the indicators of departments by kind of project and 二级指标; the same name written differently counts once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from perf_xl.law.frame import frame, recognise, usual_level1, usual_level2
from perf_xl.law.starter import kind_of, starter
from perf_xl.model.department import Department
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.reference import Reference
from perf_xl.model.target import Target, TargetKind

_UNIT_BEHIND = re.compile(r"[（(][^（）()]{0,6}[）)]?$|[%％]$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 60       # of examples and names; longer ones are texts that slipped into the cell
_EXAMPLES = 3
_Key = tuple[str, str, str]
_Row = tuple[Indicator, Project]


def collect(departments: Sequence[Department], with_starter: bool = True) -> tuple[Reference, ...]:
    """By kind, the most used kind first; within it by level, the most used first, then the starter set's that nobody used.

    A project that comes several times for the same year (two versions of one workbook) counts once.
    """
    rows: defaultdict[_Key, list[_Row]] = defaultdict(list)
    seen: set[tuple[int | None, str]] = set()
    for department in departments:
        known = frozenset(seen)
        for project in department.projects:
            identity = department.year, project.code.text or project.name.text
            if identity in known:
                continue
            seen.add(identity)
            kind = kind_of(project.name.text, project.purpose.text)
            for each in project.indicators:
                name = _squeezed(each.level3.text)
                if name:
                    rows[kind, usual_level2(each.level2.text), name].append((each, project))
    used = [_reference(key, found) for key, found in rows.items()]
    profile = recognise((each.level1, each.level2) for each in used)
    fresh = [each for each in _starter(profile) if _key(each) not in rows] if with_starter else []
    by_kind: Counter[str] = Counter()
    for entry in used:
        by_kind[entry.kind] += entry.uses
    return tuple(sorted([*used, *fresh], key=lambda each: (-by_kind[each.kind], each.kind, *_order(each, profile))))


def _order(each: Reference, profile: str) -> tuple[int, int, str]:
    levels = frame(profile).level2
    place = levels.index(each.level2) if each.level2 in levels else len(levels)
    return place, -each.uses, each.level3


def _reference(key: _Key, rows: list[_Row]) -> Reference:
    kind, level2, _ = key
    indicators = [each for each, _ in rows]
    targets = [each.target for each in indicators]
    measures = _frequent(target.measure.usual for target in targets if target.kind is TargetKind.NUMBER)
    numbers = _numbers(targets, measures[0] if measures else "")
    names = _frequent(_plain_name(each.level3.text) for each in indicators)
    return Reference(
        kind, usual_level1(indicators[0].level1.text), level2, names[0],
        next(iter(_frequent(each.description.text for each in indicators)), ""),
        _frequent(target.sign for target in targets), measures,
        min(numbers, default=None), median(numbers) if numbers else None, max(numbers, default=None),
        len(rows), len({id(project) for _, project in rows}),
        _frequent(each.evidence.text for each in indicators)[:_EXAMPLES],
        _frequent(each.value.text for each in indicators)[:_EXAMPLES])


def _numbers(targets: Iterable[Target], measure: str) -> list[Decimal]:
    return [target.number for target in targets
            if target.kind is TargetKind.NUMBER and target.number is not None and target.measure.usual == measure]


def _starter(profile: str) -> list[Reference]:
    law = frame(profile)
    made = []
    for row in starter():
        level2 = row.under(profile)
        if level2:
            low, _, high = row.typical.partition("~")
            numbers = sorted(Decimal(each) for each in (low, high) if each)
            made.append(Reference(row.kind, law.parents(level2)[0], level2, row.level3, row.description, (row.sign,), (row.measure,),
                                  numbers[0] if numbers else None, median(numbers) if numbers else None,
                                  numbers[-1] if numbers else None))
    return made


def _key(each: Reference) -> _Key:
    return each.kind, each.level2, _squeezed(each.level3)


def _plain_name(text: str) -> str:
    return _UNIT_BEHIND.sub("", text.strip())[:_LONGEST]


def _squeezed(text: str) -> str:
    """What makes two names the same: letters only, half width, without the unit that some write behind."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", _UNIT_BEHIND.sub("", text.strip()))).lower()


def _frequent(texts: Iterable[str]) -> tuple[str, ...]:
    """The non-blank texts, the most frequent first, ties as they came."""
    return tuple(text for text, _ in Counter(text[:_LONGEST] for text in texts if text).most_common())
