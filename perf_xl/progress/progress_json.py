"""Progress as the published JSON.

Amounts are in 万元, rounded half up to two decimals; `planned_exact` and `spent_exact` hold all decimals (a fen is the
sixth), and so do the amounts of unmatched rows. Percent and points have two decimals; the plan's percent stands as planned.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.number import plain_text
from perf_xl.model.voucher import RefusedRow
from perf_xl.progress.light import Light
from perf_xl.progress.pace import Pace, shown
from perf_xl.progress.progress import GroupProgress, Progress, ProjectProgress

# Fixed words for machines; people read the sentences of `ledger.refused`.
_REASONS = {
    "unknown_code": "unknown project code", "blank_code": "no project code", "out_of_year": "date not in this year",
    "unreadable_date": "unreadable date", "blank_date": "no date", "unreadable_amount": "unreadable amount",
    "blank_amount": "no amount", "below_fen": "amount has parts below one fen",
}


def progress_json(found: Progress, unmatched: Iterable[RefusedRow] = ()) -> dict[str, Any]:
    """The schema perf-xl/progress/1. `unmatched` are the ledger's refused rows; their amounts too in 万元."""
    return {
        "schema": "perf-xl/progress/1", "as_of": found.as_of.isoformat(), "node": found.node,
        "projects": [_project(each) for each in found.projects],
        "units": [{"unit": each.title, **_group(each)} for each in found.units],
        "fundings": [{"funding": each.title, **_group(each)} for each in found.fundings],
        "total": _group(found.total),
        "unmatched": [_unmatched(each) for each in unmatched],
    }


def _project(each: ProjectProgress) -> dict[str, Any]:
    return {"code": each.code, "name": each.name, "unit": each.unit_body, **_pace(each.pace),
            "against_plan": _light(each.against_plan), "against_time": _light(each.against_time),
            "goal_against_money": _light(each.goal_against_money), "funding": each.funding,
            "scores": {str(score.node): _text(score.points) for score in each.scores}}


def _group(each: GroupProgress) -> dict[str, Any]:
    return {**_pace(each.pace), "against_plan": _light(each.against_plan), "against_time": _light(each.against_time),
            "projects": each.projects, "late": each.late, "overspent_projects": each.overspent,
            "scores": {str(score.node): _text(score.points) for score in each.scores}}


def _pace(pace: Pace) -> dict[str, Any]:
    return {
        "initial_budget": _rounded(pace.initial), "budget": _rounded(pace.budget),
        "planned_percent": None if pace.planned_percent is None else plain_text(_at_most_two(pace.planned_percent)),
        "planned": _rounded(pace.planned), "planned_exact": _text(pace.planned), "spent": _rounded(pace.spent),
        "spent_exact": _text(pace.spent), "spent_percent": _rounded(pace.spent_percent),
        "gap_points": _rounded(pace.gap), "elapsed_percent": _rounded(pace.elapsed), "overspent": pace.is_overspent,
        "forecast": _rounded(pace.forecast), "needed_by_next_node": _rounded(pace.needed),
    }


def _unmatched(row: RefusedRow) -> dict[str, Any]:
    amount = row.amount if row.fen is None else _text(from_fen(row.fen, MoneyUnit.WAN))
    return {"row": row.row, "file": row.place.book, "reason": _REASONS[row.reason], "code": row.code, "amount": amount,
            "suggestion": row.suggestion or None}


def _light(light: Light | None) -> str | None:
    return None if light is None else light.value


def _at_most_two(percent: Decimal) -> Decimal:
    """A plan's own figure stays as it is; a total's quotient gets two decimals."""
    exponent = percent.as_tuple().exponent
    return shown(percent) if isinstance(exponent, int) and exponent < -6 else percent


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain_text(value, 2)


def _rounded(value: Decimal | None) -> str | None:
    return None if value is None else format(shown(value), "f")
