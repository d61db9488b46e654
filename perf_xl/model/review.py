"""重点评价: which projects are to be looked at, the form for those who look, and what is to be put right."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from perf_xl.model.project import Project


class Candidate(Struct, frozen=True):
    """A project with its points. `position` in Department.projects; `reasons` in words, the weightiest first."""

    position: int
    project: Project
    budget: Decimal              # 万元
    amount_points: Decimal
    risk_points: Decimal
    finding_points: Decimal
    reasons: tuple[str, ...]
    chosen: bool = False

    @property
    def points(self) -> Decimal:
        return self.amount_points + self.risk_points + self.finding_points


class ItemSeen(Struct, frozen=True):
    """One item of the 审核表 for one project, with what the rules found."""

    part: str
    part_points: int
    item: str
    points: int
    question: str
    seen: str


class ReviewForm(Struct, frozen=True):
    """审核表 of one project."""

    candidate: Candidate
    items: tuple[ItemSeen, ...]


class FollowUp(Struct, frozen=True):
    """One line of the 整改台账."""

    project_code: str
    project_name: str
    part: str
    level: str
    problem: str
    measure: str
    where: str
    rule: str
