"""支出进度 of a department at a date: by project, by unit, by kind of funding, in total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from perf_xl.law.threshold import Thresholds, funding_kind, thresholds
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.period import NODES, node_end, node_reached
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.progress.light import Light, against_plan, against_time, goal_against_money
from perf_xl.progress.pace import Pace, pace, total_of
from perf_xl.progress.regional import Regional, regional
from perf_xl.progress.score import NodeScore, node_score


class ProjectProgress(Struct, frozen=True):
    """One project. `position` is its place in Department.projects; `completion` the goal's, in percent, if known."""

    position: int
    no: int | None
    code: str
    name: str
    unit_body: str
    funding: str
    pace: Pace
    against_plan: Light | None
    against_time: Light | None
    goal_against_money: Light | None
    scores: tuple[NodeScore, ...]
    completion: Decimal | None = None
    regional: Regional | None = None

    @property
    def is_late(self) -> bool:
        return self.against_plan in (Light.YELLOW, Light.RED)


class GroupProgress(Struct, frozen=True):
    """Several projects together: a unit, a kind of funding, or all. `late` counts those behind plan."""

    title: str
    projects: int
    late: int
    overspent: int
    pace: Pace
    against_plan: Light | None
    against_time: Light | None
    scores: tuple[NodeScore, ...]
    regional: Regional | None = None


class Progress(Struct, frozen=True):
    """`node` is the last node reached, None before the first. Groups stand in order of first appearance."""

    year: int
    as_of: date
    node: int | None
    projects: tuple[ProjectProgress, ...]
    units: tuple[GroupProgress, ...]
    fundings: tuple[GroupProgress, ...]
    total: GroupProgress
    law: Thresholds
    curve: tuple[tuple[int, Decimal, Decimal | None], ...]    # node, planned, spent (None: still to come), in 万元

    @property
    def late(self) -> tuple[ProjectProgress, ...]:
        """Those behind plan, the most points behind first; equal ones by the money that is missing."""
        behind = [each for each in self.projects if each.is_late]
        return tuple(sorted(behind, key=lambda each: (each.pace.gap or 0, -(each.pace.behind or 0), each.position)))

    @property
    def overspent(self) -> tuple[ProjectProgress, ...]:
        return tuple(each for each in self.projects if each.pace.is_overspent)


def progress(department: Department, spending: Spending, as_of: date, *, region: str = "",
             completion: Mapping[str, Decimal] | None = None) -> Progress:
    """Spending against plan and time. `completion` is what the goals have reached, in percent, by project code.

    A code that two projects share (a finding of its own) has its spending counted with the first of them only.
    """
    year, law, stated = spending.year, thresholds(region, as_of), dict(spending.fundings)
    node = node_reached(year, as_of)
    at_nodes = {each: spending.by_project(node_end(year, each)) for each in NODES if node_end(year, each) <= as_of}
    paid, changed = spending.by_project(as_of), spending.adjusted_by(as_of)
    changed_at = {each: spending.adjusted_by(node_end(year, each)) for each in NODES}
    seen: set[str] = set()
    judged = []
    for position, project in enumerate(department.projects):
        code = project.code.text
        mine = (lambda fen: 0) if code in seen else (lambda fen, code=code: fen.get(code, 0))
        seen.add(code)
        own = pace(_budget(project), _wan(mine(changed)), project.plan, _wan(mine(paid)), year, as_of)
        carried = project.plan.carried()
        scores = tuple(
            node_score(each, ((_budget(project) or 0) + _wan(mine(changed_at[each]))) * carried[each] / 100, _wan(mine(fen)))
            for each, fen in at_nodes.items())
        reached = (completion or {}).get(code)
        plan = against_plan(own, law, node)
        judged.append(ProjectProgress(
            position, project.no, code, project.name.text, project.unit_body.text,
            stated.get(code) or funding_kind(project.name.text), own, plan, against_time(own, law),
            goal_against_money(own, reached, law), scores, reached, regional(own, law, plan)))
    total = _group("", judged, law, node, year, as_of)
    return Progress(year, as_of, node, tuple(judged), _groups(judged, lambda each: each.unit_body, law, node, year, as_of),
                    _groups(judged, lambda each: each.funding, law, node, year, as_of), total, law,
                    _curve(department, spending, at_nodes, total, as_of))


def pace_of(project: Project, spending: Spending, as_of: date) -> Pace:
    """The pace of one project alone."""
    code = project.code.text
    return pace(_budget(project), _wan(spending.adjusted_by(as_of).get(code, 0)), project.plan,
                _wan(spending.by_project(as_of).get(code, 0)), spending.year, as_of)


def planned_at(department: Department, node: int, spending: Spending | None = None) -> Decimal:
    """What all projects together plan to have spent by a node, in 万元, with the budgets as adjusted by then."""
    changed = spending.adjusted_by(node_end(spending.year, node)) if spending else {}
    return sum((((_budget(each) or Decimal(0)) + _wan(changed.get(each.code.text, 0))) * each.plan.carried()[node] / 100
                for each in department.projects), Decimal(0))


def _curve(department: Department, spending: Spending, at_nodes: Mapping[int, Mapping[str, int]], total: GroupProgress,
           as_of: date) -> tuple[tuple[int, Decimal, Decimal | None], ...]:
    codes = {each.code.text for each in department.projects}
    return tuple((node, planned_at(department, node, spending),
                  _wan(sum(fen for code, fen in at_nodes[node].items() if code in codes)) if node in at_nodes else None)
                 for node in NODES)


def _groups(projects: Iterable[ProjectProgress], title_of: Callable[[ProjectProgress], str], law: Thresholds,
            node: int | None, year: int, as_of: date) -> tuple[GroupProgress, ...]:
    grouped: dict[str, list[ProjectProgress]] = {}
    for each in projects:
        grouped.setdefault(title_of(each), []).append(each)
    return tuple(_group(title, members, law, node, year, as_of) for title, members in grouped.items())


def _group(title: str, members: list[ProjectProgress], law: Thresholds, node: int | None, year: int,
           as_of: date) -> GroupProgress:
    together = total_of([each.pace for each in members], as_of, year)
    scores = []
    for at, first in enumerate(members[0].scores if members else ()):
        planned, spent = (sum((getattr(each.scores[at], name) for each in members), Decimal(0)) for name in ("planned", "spent"))
        scores.append(node_score(first.node, planned, spent))
    plan = against_plan(together, law, node)
    return GroupProgress(title, len(members), sum(each.is_late for each in members),
                         sum(each.pace.is_overspent for each in members), together, plan,
                         against_time(together, law), tuple(scores), regional(together, law, plan))


def _budget(project: Project) -> Decimal | None:
    fen = project.budget.fen
    return None if fen is None else from_fen(fen, MoneyUnit.WAN)


def _wan(fen: int) -> Decimal:
    return from_fen(fen, MoneyUnit.WAN)
