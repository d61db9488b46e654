"""Cost indicators in money, set beside the project's budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.law.wording import any_of
from perf_xl.model.amount import MoneyUnit, unit_named
from perf_xl.model.department import Department
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import Target, TargetKind
from perf_xl.rules.context import Context
from perf_xl.rules.subjects import Table

_FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "百万元": 100_000_000, "亿元": 10_000_000_000}


class CostRow(Struct, frozen=True, gc=False):
    """A cost row whose target is one amount of money for the whole project; `fen` is that amount."""

    indicator: Indicator
    target: Target
    fen: int


def cost_rows(project: Project, context: Context) -> list[Indicator]:
    """The rows under 成本指标 or 经济成本指标. Social and environmental costs are not paid from the budget."""
    return context.once(_cost_rows)[id(project)]


def _cost_rows(department: Department) -> dict[int, list[Indicator]]:
    return {id(project): [row for row in project.indicators if _is_paid(row.level1.text, row.level2.text)]
            for project in department.projects}


@lru_cache(maxsize=256)
def _is_paid(level1: str, level2: str) -> bool:
    second = usual_level2(level2)
    return second in ("成本指标", "经济成本指标") or (not second and usual_level1(level1) == "成本指标")


def in_fen(target: Target) -> int | None:
    """A plain amount of money in fen; None for prices per piece, other measures, ranges and words."""
    factor = _FEN.get(target.measure.usual)
    if factor is None or target.number is None or target.kind is not TargetKind.NUMBER:
        return None
    return int(target.number * factor)


def whole_costs(project: Project, context: Context) -> Iterator[CostRow]:
    """Cost rows that state money which this year's budget must cover: no unit prices, no several years, no savings."""
    for row in cost_rows(project, context):
        target = row.target
        fen = in_fen(target)
        if fen is not None and not target.rest and not _is_elsewhere(row.level3.text + row.description.text):
            yield CostRow(row, target, fen)


@lru_cache(maxsize=2048)
def _is_elsewhere(about: str) -> bool:
    """The words speak of a price per piece, of several years, of another payer."""
    return any_of("not_this_budget").search(about) is not None


def budget_fen(project: Project) -> int | None:
    """The budget in fen; None where it is missing, or where nothing says whether 元 or 万元 is meant."""
    fen = project.budget.fen
    stated = project.budget.stated_unit or unit_named(project.amount_unit.text)
    return fen if fen is not None and fen > 0 and stated else None


def percent_of(fen: int, budget: int) -> Decimal:
    """How many percent of the budget an amount is."""
    return Decimal(fen) * 100 / Decimal(budget)


def as_money(fen: int, unit: MoneyUnit) -> str:
    """An amount as the form writes it."""
    return f"{Decimal(fen) / unit.fen:.2f}".rstrip("0").rstrip(".") + unit.value


def has_stated_budget(table: Table) -> bool:
    """The budget is above 0, and its unit is known."""
    return budget_fen(table.project) is not None


def has_whole_cost(table: Table) -> bool:
    """A cost row states money which this year's budget must cover."""
    return any(True for _ in whole_costs(table.project, table.context))
