"""绩效自评 of a department: every project by its rows, the units and the whole by their money. Unscored is never zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from perf_xl.law.frame import is_satisfaction
from perf_xl.law.marking import FULL, Marking, proposed_weights
from perf_xl.model.amount import Amount, MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.evaluation import Outcome, SelfEvaluation
from perf_xl.model.indicator import Indicator
from perf_xl.model.number import read_number
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.scoring.execution import execution_rate, score_execution
from perf_xl.scoring.indicator import score
from perf_xl.scoring.mark import ZERO, Mark, grade, rounded


class RowMark(Struct, frozen=True):
    """One indicator. `by_hand` is 核定得分, which then holds instead of the mark's points."""

    indicator: Indicator
    outcome: Outcome
    weight: Decimal
    mark: Mark
    by_hand: Decimal | None = None

    @property
    def points(self) -> Decimal | None:
        return self.mark.points if self.by_hand is None else self.by_hand

    @property
    def wants_reason(self) -> bool:
        """A reason is due and not written. A hand-set score other than the computed one is due one too."""
        changed = self.by_hand is not None and self.by_hand != self.mark.points
        return (self.mark.wants_reason or changed) and self.outcome.reason.is_blank


class ProjectEvaluation(Struct, frozen=True):
    """One project. Money in 万元; `position` is its place in Department.projects."""

    position: int
    no: int | None
    code: str
    name: str
    unit_body: str
    initial: Decimal | None
    budget: Decimal | None
    executed: Decimal | None
    execution: Mark
    rows: tuple[RowMark, ...]
    law: Marking
    is_started: bool

    @property
    def rate(self) -> Decimal | None:
        """执行率 in percent."""
        return execution_rate(self.budget, self.executed)

    @property
    def weight_sum(self) -> Decimal:
        """Points that can be had, execution included; 100 in a form that adds up."""
        return sum((row.weight for row in self.rows), self.law.execution)

    @property
    def open_rows(self) -> tuple[RowMark, ...]:
        """Rows with a weight and without a score - those that do not apply left out where the law takes them out."""
        return tuple(row for row in self.rows if row.weight > 0 and row.points is None
                     and not (self.law.rescale and row.mark.does_not_apply))

    @property
    def is_complete(self) -> bool:
        return bool(self.rows) and not self.open_rows and self.execution.is_scored

    @property
    def points_so_far(self) -> Decimal:
        """The sum of what is scored; the total only when everything is."""
        return sum((row.points for row in self.rows if row.points is not None), self.execution.points or ZERO)

    @property
    def scored_weight(self) -> Decimal:
        """The points that could be had where `points_so_far` were given."""
        own = sum((row.weight for row in self.rows if row.points is not None), ZERO)
        return own + (self.execution.weight if self.execution.is_scored else ZERO)

    @property
    def total(self) -> Decimal | None:
        """总分; None while anything is not scored."""
        if not self.is_complete:
            return None
        out = sum((row.weight for row in self.rows if row.mark.does_not_apply and row.by_hand is None), ZERO)
        if self.law.rescale and ZERO < out < FULL:
            return rounded(self.points_so_far * FULL / (FULL - out))
        return rounded(self.points_so_far)

    @property
    def grade(self) -> str:
        return grade(self.total, self.law)


class GroupEvaluation(Struct, frozen=True):
    """A unit or the whole department. `points` weighs the totals by 全年预算数; None where no project is complete."""

    title: str
    projects: int
    evaluated: int
    budget: Decimal
    executed: Decimal | None
    points: Decimal | None
    grade: str

    @property
    def share(self) -> Decimal:
        """自评率 in percent."""
        return rounded(Decimal(self.evaluated) * FULL / self.projects) if self.projects else ZERO


class Evaluation(Struct, frozen=True):
    """Projects in the workbook's order, units in order of appearance."""

    name: str
    year: int | None
    law: Marking
    projects: tuple[ProjectEvaluation, ...]
    units: tuple[GroupEvaluation, ...]
    whole: GroupEvaluation

    @property
    def ranking(self) -> tuple[ProjectEvaluation, ...]:
        """Complete projects, the best first; equal points by the larger budget."""
        done = [each for each in self.projects if each.total is not None]
        return tuple(sorted(done, key=lambda each: (-(each.total or ZERO), -(each.budget or ZERO), each.position)))

    @property
    def unit_ranking(self) -> tuple[GroupEvaluation, ...]:
        scored = [each for each in self.units if each.points is not None]
        return tuple(sorted(scored, key=lambda each: (-(each.points or ZERO), -each.budget)))


def evaluate(department: Department, law: Marking, spending: Spending | None = None) -> Evaluation:
    """Every project by its form; `spending` None: no ledger, and execution is scored only where somebody typed it."""
    projects = tuple(evaluate_project(project, law, spending, position, department.year)
                     for position, project in enumerate(department.projects))
    bodies = tuple(dict.fromkeys(each.unit_body for each in projects))
    units = tuple(_group(body, [each for each in projects if each.unit_body == body], law) for body in bodies)
    return Evaluation(department.name, department.year, law, projects, units, _group(department.name, projects, law))


def evaluate_project(project: Project, law: Marking, spending: Spending | None, position: int = 0,
                     year: int | None = None) -> ProjectEvaluation:
    """One project alone."""
    held = project.evaluation or SelfEvaluation()
    initial, budget, executed = money_of(project, spending)
    rows = tuple(_row(project, held, index, weight, law, year) for index, weight in enumerate(weights_of(project, law)))
    finished = held.finished.text.startswith("是")
    return ProjectEvaluation(
        position, project.no, project.code.text, project.name.text, project.unit_body.text, initial, budget, executed,
        score_execution(budget, executed, law, finished=finished), rows, law, held.is_started)


def weights_of(project: Project, law: Marking) -> tuple[Decimal, ...]:
    """Typed weights, else the proposed ones. One that cannot be read counts nothing, and is a finding."""
    held = project.evaluation or SelfEvaluation()
    proposed = proposed_weights(law, [(each.level1.text, each.level2.text) for each in project.indicators])
    made = []
    for index, weight in enumerate(proposed):
        typed = held.outcomes[index].weight if index < len(held.outcomes) else None
        read = read_number(typed.text).value if typed is not None and not typed.is_blank else weight
        made.append(read if read is not None and 0 <= read <= FULL else ZERO)
    return tuple(made)


def money_of(project: Project, spending: Spending | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """年初预算数, 全年预算数, 全年执行数 in 万元: what somebody typed into the form, else 项目表 and 支出台账."""
    held = (project.evaluation or SelfEvaluation()).funds[0]
    code = project.code.text
    initial = _wan(held.initial) if not held.initial.is_blank else _wan(project.budget)
    changed = _from_ledger(spending.adjusted_by(_year_end(spending)).get(code, 0)) if spending else ZERO
    budget = _wan(held.budget) if not held.budget.is_blank else None if initial is None and not changed else (initial or ZERO) + changed
    executed = None if spending is None or not spending.sums else _from_ledger(spending.by_project(_year_end(spending)).get(code, 0))
    return initial, budget, executed if held.executed.is_blank else _wan(held.executed)


Funds = tuple[Decimal | None, Decimal | None, Decimal | None]


def fund_rows(project: Project, each: ProjectEvaluation, held: SelfEvaluation) -> tuple[Funds, Funds, Funds]:
    """财政拨款, 上年结转, 其他资金 as (年初, 全年预算, 全年执行). 财政拨款 not typed is the total less the other two."""
    fiscal, carried, other = (tuple(_wan(amount) for amount in (fund.initial, fund.budget, fund.executed)) for fund in held.funds[1:])
    if other[0] is None:
        other = (_wan(project.other), *other[1:])
    whole = (each.initial, each.budget, each.executed)
    rest = tuple(typed if typed is not None or total is None else total - (one or ZERO) - (two or ZERO)
                 for typed, total, one, two in zip(fiscal, whole, carried, other, strict=True))
    return rest, carried, other  # type: ignore[return-value]


def _year_end(spending: Spending) -> date:
    return date(spending.year, 12, 31)


def _wan(amount: Amount) -> Decimal | None:
    return None if amount.fen is None else from_fen(amount.fen, MoneyUnit.WAN)


def _from_ledger(fen: int) -> Decimal:
    return from_fen(fen, MoneyUnit.WAN)


def _row(project: Project, held: SelfEvaluation, index: int, weight: Decimal, law: Marking, year: int | None) -> RowMark:
    indicator = project.indicators[index]
    outcome = held.outcomes[index] if index < len(held.outcomes) else Outcome()
    asked = is_satisfaction(indicator.level1.text, indicator.level2.text)
    mark = score(indicator.target, outcome.actual.text, weight, law, satisfaction=asked, year=year)
    typed = read_number(outcome.by_hand.text).value if not outcome.by_hand.is_blank else None
    return RowMark(indicator, outcome, weight, mark,
                   None if typed is None else rounded(min(max(typed, ZERO), weight)) if weight > 0 else None)


def _group(title: str, projects: Iterable[ProjectEvaluation], law: Marking) -> GroupEvaluation:
    members = list(projects)
    done = [each for each in members if each.total is not None]
    known = [each.executed for each in members if each.executed is not None]
    points = weighted(done)
    return GroupEvaluation(title, len(members), len(done), sum((each.budget or ZERO for each in members), ZERO),
                           sum(known, ZERO) if known else None, points, grade(points, law))


def weighted(projects: list[ProjectEvaluation]) -> Decimal | None:
    """Totals weighted by 全年预算数; None where nothing is complete or none has a budget."""
    money = sum((each.budget or ZERO for each in projects), ZERO)
    if money <= 0:
        return None
    return rounded(sum(((each.total or ZERO) * (each.budget or ZERO) for each in projects), ZERO) / money)
