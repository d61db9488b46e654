"""Chooses the projects for 重点评价 and says why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from perf_xl.law.review import SelectionLaw, risk_points, selection_law
from perf_xl.law.threshold import LOCAL_FUNDING, funding_kind
from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code, tidy_code
from perf_xl.model.review import Candidate
from perf_xl.progress.light import Light
from perf_xl.progress.progress import Progress, ProjectProgress
from perf_xl.rules.finding import Finding, Severity

Sign = tuple[str, dict[str, object]]


def candidates(department: Department, findings: Iterable[Finding], spending: Progress | None = None, top: int | None = None,
               lang: str = "zh") -> tuple[Candidate, ...]:
    """Every project with its points, the highest first; the first `top` are chosen (None: as the settings say)."""
    law = selection_law()
    counted = [each for each in findings if each.waived is None and each.project is not None]
    budgets = [_wan(project) for project in department.projects]
    paces = {} if spending is None else {each.code: each for each in spending.projects}
    compared = any(not project.last_budget.is_blank for project in department.projects)
    made = []
    for position, project in enumerate(department.projects):
        signs = tuple(_signs(project, department, paces.get(project.code.text), compared, law))
        own = [each.severity for each in counted if each.project == position]
        made.append(_candidate(position, project, budgets, signs, own, law, lang))
    ranked = sorted(made, key=lambda each: (-each.points, -each.budget, each.position))
    number = chosen_number(len(ranked), law) if top is None else top
    return tuple(replace(each, chosen=place < number) for place, each in enumerate(ranked))


def chosen_number(projects: int, law: SelectionLaw) -> int:
    """How many are chosen without being told: a share of all, at least some, never more than there are."""
    return min(projects, max(law.least, math.ceil(projects * law.share_percent / 100)))


def _candidate(position: int, project: Project, budgets: Sequence[Decimal], signs: Sequence[Sign], severities: Sequence[Severity],
               law: SelectionLaw, lang: str) -> Candidate:
    budget = _wan(project)
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    amount = amount_points(budget, budgets, law)
    risk = min(law.risk, sum((risk_points(sign) for sign, _ in signs), Decimal(0)))
    found = min(law.findings, errors * law.per_error + warnings * law.per_warning)
    place = 1 + sum(each > budget for each in budgets)
    reasons = [sentence("review.reason_amount", lang, budget=f"{budget:.2f}", place=place, points=amount)] if amount else []
    reasons += [sentence(f"review.reason_{sign}", lang, **facts)
                for sign, facts in sorted(signs, key=lambda each: -risk_points(each[0]))]
    if errors or warnings:
        reasons.append(sentence("review.reason_findings", lang, errors=errors, warnings=warnings))
    if not reasons:
        reasons.append(sentence("review.reason_none", lang, budget=f"{budget:.2f}"))
    return Candidate(position, project, budget, amount, risk, found, tuple(reasons))


def amount_points(budget: Decimal, budgets: Sequence[Decimal], law: SelectionLaw) -> Decimal:
    """By the share of the whole that larger projects hold; nothing for a project without budget."""
    whole = sum((each for each in budgets if each > 0), Decimal(0))
    if whole <= 0 or budget <= 0:
        return Decimal(0)
    above = sum((each for each in budgets if each > budget), Decimal(0)) * 100 / whole
    return next(points for share, points in reversed(law.amount_bands) if share <= above)


def _signs(project: Project, department: Department, pace: ProjectProgress | None, compared: bool,
           law: SelectionLaw) -> Iterator[Sign]:
    """Signs of risk with the facts for their sentences."""
    if pace is not None:
        yield from _spending_signs(pace)
    yield from _growth(project, compared, law)
    if all(step.percent is None for step in project.plan.steps):
        yield "plan_blank", {}
    else:
        shares = project.plan.carried()
        last = shares[12] - shares[10]
        if last >= law.late_percent:
            yield "late_in_year", {"percent": f"{last:f}"}
    code = read_code(tidy_code(project.code.text))
    if code is not None and department.year is not None and code.year < department.year:
        yield "carried_over", {"year": code.year}
    kind = funding_kind(project.name.text)
    if kind != LOCAL_FUNDING:
        yield "transfer", {"kind": kind}


def _spending_signs(each: ProjectProgress) -> Iterator[Sign]:
    pace = each.pace
    if pace.is_overspent:
        yield "overspent", {"spent": f"{pace.spent:.2f}", "budget": f"{pace.budget or 0:.2f}"}
    elif each.against_plan in (Light.RED, Light.YELLOW) and pace.gap is not None:
        yield "far_behind" if each.against_plan is Light.RED else "behind", {"points": f"{-pace.gap:.2f}"}


def _growth(project: Project, compared: bool, law: SelectionLaw) -> Iterator[Sign]:
    now, before = project.budget.value, project.last_budget.value
    if compared and project.last_budget.is_blank:
        yield "new", {}
    elif now is not None and before and (now - before) * 100 > before * law.grown_percent:
        yield "grown", {"percent": f"{(now - before) * 100 / before:.2f}"}


def _wan(project: Project) -> Decimal:
    return from_fen(project.budget.fen or 0, MoneyUnit.WAN)
