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
from perf_xl.model.voucher import RefusedRow, Source
from perf_xl.progress.light import Light
from perf_xl.progress.pace import Pace, shown
from perf_xl.progress.progress import GroupProgress, Progress, ProjectProgress
from perf_xl.progress.regional import Regional
from perf_xl.progress.score import NodeScore, mean_score
from perf_xl.progress.what_if import WhatIf

# Fixed words for machines; people read the sentences of `ledger.refused`.
_REASONS = {
    "unknown_code": "unknown project code", "blank_code": "no project code", "out_of_year": "date not in this year",
    "unreadable_date": "unreadable date", "blank_date": "no date", "unreadable_amount": "unreadable amount",
    "blank_amount": "no amount", "below_fen": "amount has parts below one fen",
}


def progress_json(found: Progress, unmatched: Iterable[RefusedRow] = (), sources: Iterable[Source] = ()) -> dict[str, Any]:
    """The schema perf-xl/progress/1. `unmatched` are the ledger's refused rows; their amounts too in 万元. `sources` are
    the files and rows that the figures come from."""
    law = found.law
    return {
        "schema": "perf-xl/progress/1", "as_of": found.as_of.isoformat(), "node": found.node,
        "projects": [_project(each) for each in found.projects],
        "units": [{"unit": each.title, **_group(each)} for each in found.units],
        "fundings": [{"funding": each.title, **_group(each)} for each in found.fundings],
        "total": _group(found.total),
        "unmatched": [_unmatched(each) for each in unmatched],
        "late": [each.code for each in found.late],
        "standards": {"name": law.name, "region": law.region, "source": law.source, "trust": law.trust},
        "sources": [_source(each) for each in sources],
    }


def what_if_json(supposed: WhatIf) -> dict[str, Any]:
    """Where the department stands at a node if the late projects reach their plan; amounts in 万元."""
    return {"node": supposed.node, "late": supposed.late, "planned": _rounded(supposed.planned), "needed": _rounded(supposed.needed),
            "late_only": _rounded(supposed.late_only), "late_only_percent": _rounded(supposed.percent(supposed.late_only)),
            "everybody": _rounded(supposed.everybody), "everybody_percent": _rounded(supposed.percent(supposed.everybody))}


def _source(each: Source) -> dict[str, Any]:
    return {"code": each.project_code, "month": each.month, "file": each.file, "sheet": each.sheet, "vouchers": each.vouchers,
            "amount": _text(from_fen(each.fen, MoneyUnit.WAN)), "first_row": each.first_row, "last_row": each.last_row}


def _scores(scores: Iterable[NodeScore]) -> dict[str, Any]:
    """Points by node, and how each came about: planned and spent in 万元, the full points."""
    listed = list(scores)
    return {"scores": {str(score.node): _text(score.points) for score in listed}, "mean_score": _text(mean_score(listed)),
            "score_steps": [dict(score.steps) for score in listed]}


def _regional(found: Regional | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"month": found.month or None, "required_percent": _text(found.required), "met": found.met, "stage": found.stage or None}


def _project(each: ProjectProgress) -> dict[str, Any]:
    return {"code": each.code, "name": each.name, "unit": each.unit_body, **_pace(each.pace),
            "against_plan": _light(each.against_plan), "against_time": _light(each.against_time),
            "goal_against_money": _light(each.goal_against_money), "funding": each.funding,
            "regional": _regional(each.regional), **_scores(each.scores)}


def _group(each: GroupProgress) -> dict[str, Any]:
    return {**_pace(each.pace), "against_plan": _light(each.against_plan), "against_time": _light(each.against_time),
            "projects": each.projects, "late": each.late, "overspent_projects": each.overspent,
            "regional": _regional(each.regional), **_scores(each.scores)}


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
