"""支出进度: what was spent against what was planned at the last node. Exact inside; rounded only when shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from perf_xl.law.threshold import PaceThreshold
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.period import node_reached
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending

SCHEMA = "perf-xl/progress/1"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Pace:
    """One project (or a sum of them) on one day. Amounts in 万元, percents in percent, gap in points.

    `against_plan` and `against_time` are green, yellow or red, None where there is nothing to compare with.
    `overspent` is an error, not a colour.
    """

    code: str
    name: str
    unit_body: str
    budget: Decimal
    planned: Decimal
    spent: Decimal
    against_plan: str | None = None
    against_time: str | None = None

    @property
    def planned_percent(self) -> Decimal | None:
        return self.planned / self.budget * 100 if self.budget else None

    @property
    def spent_percent(self) -> Decimal | None:
        return self.spent / self.budget * 100 if self.budget else None

    @property
    def gap(self) -> Decimal | None:
        """Spent minus planned, in percentage points: negative is behind."""
        if self.planned_percent is None or self.spent_percent is None:
            return None
        return self.spent_percent - self.planned_percent

    @property
    def overspent(self) -> bool:
        return self.spent > self.budget


@dataclass(frozen=True, slots=True)
class PaceReport:
    """All projects on one day; `node` is the last node reached, None before the end of March."""

    as_of: date
    node: int | None
    projects: tuple[Pace, ...]
    total: Pace

    def late(self) -> tuple[Pace, ...]:
        """Projects behind plan beyond the green, the furthest behind first."""
        behind = [each for each in self.projects if each.against_plan in ("yellow", "red")]
        return tuple(sorted(behind, key=lambda each: each.gap or Decimal(0)))


def pace_report(projects: Sequence[Project], spending: Spending, as_of: date, threshold: PaceThreshold) -> PaceReport:
    """Compare spending up to and including `as_of` with the plan at the last node reached by then.

    The budget is the 全年预算数: 预算数 plus adjustments up to that day. Before the first node nothing is planned.
    """
    node = node_reached(spending.year, as_of)
    paid, adjusted = spending.by_project(as_of), spending.adjusted_by(as_of)
    paces = tuple(_pace(each, node, paid, adjusted, threshold) for each in projects)
    total = Pace("", "", "", sum((each.budget for each in paces), Decimal(0)),
                 sum((each.planned for each in paces), Decimal(0)), sum((each.spent for each in paces), Decimal(0)))
    return PaceReport(as_of, node, paces, _lit(total, node, threshold))


def _pace(project: Project, node: int | None, paid: Any, adjusted: Any, threshold: PaceThreshold) -> Pace:
    code = project.code.text
    budget = from_fen((project.budget.fen or 0) + adjusted.get(code, 0), MoneyUnit.WAN)
    percent = project.plan.carried()[node] if node else Decimal(0)
    spent = from_fen(paid.get(code, 0), MoneyUnit.WAN)
    return _lit(Pace(code, project.name.text, project.unit_body.text, budget, budget * percent / 100, spent), node, threshold)


def _lit(pace: Pace, node: int | None, threshold: PaceThreshold) -> Pace:
    """The two lights, each by its own measure; none before the first node or without a budget."""
    gap, spent = pace.gap, pace.spent_percent
    if node is None or gap is None or spent is None:
        return pace
    shown = _rounded(gap)
    plan = "green" if shown >= -threshold.green_gap else "yellow" if shown >= -threshold.yellow_gap else "red"
    share = spent / 100 / (Decimal(node) / 12)
    time = "green" if share >= threshold.green_share else "yellow" if share >= threshold.yellow_share else "red"
    return Pace(pace.code, pace.name, pace.unit_body, pace.budget, pace.planned, pace.spent, plan, time)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def shown(value: Decimal | None) -> str | None:
    """Two decimals, half up; None stays None."""
    return None if value is None else str(_rounded(value))


def progress_json(report: PaceReport, unmatched: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """As the published JSON: amounts in 万元 and percents as strings."""
    return {"schema": SCHEMA, "as_of": report.as_of.isoformat(), "node": report.node,
            "projects": [_entry(each) for each in report.projects],
            "total": {key: value for key, value in _entry(report.total).items() if key not in ("code", "name", "unit")},
            "unmatched": list(unmatched)}


def _entry(pace: Pace) -> dict[str, Any]:
    percent = pace.planned_percent
    return {
        "code": pace.code, "name": pace.name, "unit": pace.unit_body, "budget": shown(pace.budget),
        "planned_percent": None if percent is None else format(_rounded(percent).normalize(), "f"),
        "planned": shown(pace.planned), "spent": shown(pace.spent), "spent_percent": shown(pace.spent_percent),
        "gap_points": shown(pace.gap), "against_plan": pace.against_plan, "against_time": pace.against_time,
        "overspent": pace.overspent,
    }
