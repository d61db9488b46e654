"""Puts the year's dates together: the plan's nodes, the targets' deadlines, regulation and practice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from perf_xl.law.timetable import appointed
from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.due import Due
from perf_xl.model.period import NODES, month_end, node_end
from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code, tidy_code
from perf_xl.model.renewal import code_to_renew
from perf_xl.model.target import TargetKind
from perf_xl.sense.deadline import read_deadline

_NAMED = 5      # projects named in one event; the others are counted


def region_of(department: Department) -> str:
    """The 行政区划 digits that most project codes begin with; '' where no code can be read."""
    codes = (read_code(tidy_code(code_to_renew(each.code.text) or each.code.text)) for each in department.projects)
    regions = Counter(code.region for code in codes if code)
    return regions.most_common(1)[0][0] if regions else ""


def due_dates(department: Department, year: int, region: str, lang: str = "zh") -> tuple[Due, ...]:
    """Every date in order. `year` is the budget's; self-evaluation falls into the next."""
    events = [*_nodes(department, year, lang), *_deadlines(department, year, lang), *_appointed(region, year)]
    return tuple(sorted(events, key=lambda each: (each.day, each.key)))


def _appointed(region: str, year: int) -> Iterator[Due]:
    for each in appointed(region, year):
        yield Due(each.key, each.on(year), each.title, each.what, each.basis, each.trust, each.ahead, each.source)


def _nodes(department: Department, year: int, lang: str) -> Iterator[Due]:
    """One event per node at which the plan asks for anything more than before."""
    budget = department.total_budget
    before: dict[int, Decimal] = {}
    for node in NODES:
        shares = {position: project.plan.carried()[node] for position, project in enumerate(department.projects)}
        rising = [project for position, project in enumerate(department.projects)
                  if shares[position] > before.get(position, Decimal(0))]
        before = shares
        if not rising:
            continue
        planned = sum((_wan(project) * shares[position] / 100 for position, project in enumerate(department.projects)), Decimal(0))
        percent = planned / budget * 100 if budget else None
        yield Due(f"node-{node}", node_end(year, node), sentence("timetable.node", lang, month=node),
                  sentence("timetable.node_what", lang, month=node, projects=len(rising), planned=f"{planned:.2f}",
                           percent="—" if percent is None else f"{percent:.2f}", names=_names(rising, lang)),
                  sentence("timetable.own_plan", lang), "plan", 15, projects=len(rising), planned=planned if budget else None)


def _deadlines(department: Department, year: int, lang: str) -> Iterator[Due]:
    """One event per day on which targets of time fall due."""
    by_day: defaultdict[date, list[tuple[Project, str]]] = defaultdict(list)
    for project in department.projects:
        for row in project.indicators:
            day = _deadline(row.target.measure.written, year) if row.target.kind is TargetKind.DATE else None
            if day:
                by_day[day].append((project, row.level3.text))
    for day, rows in by_day.items():
        projects = tuple(dict.fromkeys(project for project, _ in rows))
        what = "；".join(sentence("timetable.deadline_row", lang, name=project.name.text, indicator=indicator)
                        for project, indicator in rows[:_NAMED])
        more = sentence("timetable.and_more", lang, number=len(rows) - _NAMED) if len(rows) > _NAMED else ""
        yield Due(f"deadline-{day:%m%d}", day, sentence("timetable.deadline", lang, number=len(rows)), what + more,
                  sentence("timetable.own_targets", lang), "plan", 15, projects=len(projects))


def _deadline(written: str, year: int) -> date | None:
    read = read_deadline(written)
    if read is None or read.month is None or (read.year or year) != year or not read.exists(year):
        return None
    return date(year, read.month, read.day) if read.day else month_end(year, read.month)


def _names(projects: list[Project], lang: str) -> str:
    """The largest ones by name, the others counted."""
    largest = sorted(projects, key=lambda each: -(each.budget.fen or 0))[:_NAMED]
    named = "、".join(each.name.text for each in largest)
    more = sentence("timetable.and_more", lang, number=len(projects) - _NAMED) if len(projects) > _NAMED else ""
    return named + more


def _wan(project: Project) -> Decimal:
    return from_fen(project.budget.fen or 0, MoneyUnit.WAN)
