"""Which file counts where a unit sent several: by number of submission, then by time - unless the user says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct, field
from msgspec.structs import replace

from perf_xl.consolidate.conflict import ERROR, WARNING, Conflict
from perf_xl.consolidate.fate import DOUBLED, OLDER, Fate, Received
from perf_xl.consolidate.seal import SealState
from perf_xl.model.department import Department
from perf_xl.model.project import Project

Choose = Callable[[str, Sequence[str]], int | None]
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)


class Settled(Struct):
    """`parts`: what counts, in the order of the files; `fates`: of every file handed over, in the same order."""

    parts: list[Department] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


class _Filed(Struct):
    """A file, with the units whose projects it lost to another file (unit -> the other file)."""

    received: Received
    department: Department
    kept: bool
    lost: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.received.fate.shown

    @property
    def rank(self) -> tuple[bool, int, datetime]:
        """No number counts as the first submission."""
        return self.kept, self.department.submission or 1, self.received.when or _LONG_AGO


def settle(files: Sequence[Received], keep: Sequence[str] = (), choose: Choose | None = None) -> Settled:
    """Decide for filled-in workbooks. `keep` names files that the user wants; `choose` asks where several versions are."""
    made = Settled()
    doubles = _doubles(files)
    filed = {each.fate.shown: _Filed(each, each.department, _is_kept(each.fate, keep)) for each in files
             if each.fate.shown not in doubles and each.department is not None}
    for unit, having in _by_unit(list(filed.values())).items():
        if len(having) > 1:
            _decide(unit, having, made, choose)
    for each in files:
        name = each.fate.shown
        if name in doubles:
            made.fates.append(replace(each.fate, fate=DOUBLED, reason="consolidate.doubled", other=doubles[name],
                                      facts=(("other", doubles[name]),)))
        elif name in filed:
            _conclude(filed[name], made)
    return made


def unit_of(project: Project, department: Department) -> str:
    """What tells units apart: the code, else the name, else whose workbook it is."""
    return project.unit_code or department.unit_code or project.unit_name or department.name


def _is_kept(fate: Fate, keep: Sequence[str]) -> bool:
    return any(wanted in (fate.shown, str(fate.path), fate.shown.rpartition("/")[2]) for wanted in keep)


def _doubles(files: Sequence[Received]) -> dict[str, str]:
    """Files that say the same as another one -> that one: the sealed copy where there is one, else the shortest name,
    since programs make names of copies longer."""
    groups: dict[str, list[Received]] = {}
    for each in files:
        if each.fingerprint:
            groups.setdefault(each.fingerprint, []).append(each)
    found = {}
    for group in groups.values():
        best = min(group, key=lambda each: (each.examined.state is SealState.NONE, len(each.fate.shown)))
        found.update({each.fate.shown: best.fate.shown for each in group if each is not best})
    return found


def _by_unit(filed: Sequence[_Filed]) -> dict[str, list[_Filed]]:
    found: dict[str, list[_Filed]] = {}
    for each in filed:
        for unit in dict.fromkeys(unit_of(project, each.department) for project in each.department.projects):
            found.setdefault(unit, []).append(each)
    return found


def _decide(unit: str, having: list[_Filed], made: Settled, choose: Choose | None) -> None:
    """Files that share a project are versions of each other: one counts. Files that share none are parts: all count."""
    ranked = sorted(having, key=lambda each: each.rank, reverse=True)
    counting: list[_Filed] = []
    while ranked:
        best = ranked[0]
        versions = [each for each in ranked if each is best or _keys(best, unit) & _keys(each, unit)]
        if len(versions) > 1:
            best = _chosen(_named(unit, having), versions, made, choose)
        for each in versions:
            if each is not best:
                each.lost[unit] = best.name
        if counting:
            made.conflicts.append(Conflict("consolidate.unit_in_two_files", WARNING, best.department.place,
                                           counting[0].department.place,
                                           (("unit", _named(unit, having)), ("book", counting[0].name)), ("unit",)))
        counting.append(best)
        ranked = [each for each in ranked if each not in versions]


def _named(unit: str, having: Sequence[_Filed]) -> str:
    """The unit as printed."""
    return next((project.unit_body.text for each in having for project in each.department.projects
                 if project.unit_body.text and unit_of(project, each.department) == unit), unit)


def _chosen(unit: str, versions: list[_Filed], made: Settled, choose: Choose | None) -> _Filed:
    best, second = versions[0], versions[1]
    if choose is not None and not best.kept:
        answer = choose(unit, [each.name for each in versions])
        if answer is not None:
            best = versions[answer]
            second = next(each for each in versions if each is not best)
            best.kept = True
    unclear = best.rank == second.rank
    key = "consolidate.versions_unclear" if unclear else "consolidate.unit_kept" if best.kept else "consolidate.unit_twice"
    facts = (("unit", unit), ("taken", best.name), ("older", "、".join(each.name for each in versions if each is not best)))
    made.conflicts.append(Conflict(key, ERROR if unclear else WARNING, second.department.place, best.department.place, facts))
    return best


def _keys(filed: _Filed, unit: str) -> set[str]:
    return {key for project in filed.department.projects if unit_of(project, filed.department) == unit
            for key in (project.code.text, project.name.text) if key}


def _conclude(filed: _Filed, made: Settled) -> None:
    department, fate = filed.department, filed.received.fate
    projects = tuple(each for each in department.projects if unit_of(each, department) not in filed.lost)
    if not projects and filed.lost:
        other = next(iter(filed.lost.values()))
        made.fates.append(replace(fate, fate=OLDER, projects=0, reason="consolidate.older", other=other, facts=(("other", other),)))
        return
    made.parts.append(replace(department, projects=projects))
    if filed.lost:
        unit, other = next(iter(filed.lost.items()))
        fate = replace(fate, reason="consolidate.taken_in_part", facts=(("unit", unit), ("other", other)), other=other)
    made.fates.append(replace(fate, projects=len(projects)))
