"""perf-xl/evaluation/1: scores with their steps, for other programs. Numbers are texts; null is not scored, never zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perf_xl.law.citation import citation
from perf_xl.scoring.evaluation import Evaluation, GroupEvaluation, ProjectEvaluation, RowMark
from perf_xl.scoring.mark import points_text
from perf_xl.scoring.steps import steps_text

SCHEMA = "perf-xl/evaluation/1"


def evaluation_json(found: Evaluation, lang: str = "zh") -> dict[str, Any]:
    """The whole evaluation. `rank` counts complete projects from 1."""
    ranks = {each.position: rank for rank, each in enumerate(found.ranking, 1)}
    unit_ranks = {each.title: rank for rank, each in enumerate(found.unit_ranking, 1)}
    law = found.law
    return {
        "schema": SCHEMA, "department": found.name, "year": found.year,
        "marking": {"profile": law.profile, "title": law.title, "basis": citation(law.basis).short, "trust": law.trust},
        "projects": [_project(each, ranks.get(each.position), lang) for each in found.projects],
        "units": [{**_group(each), "rank": unit_ranks.get(each.title)} for each in found.units],
        "department_as_a_whole": _group(found.whole)}


def _project(each: ProjectEvaluation, rank: int | None, lang: str) -> dict[str, Any]:
    return {
        "no": each.no, "code": each.code, "name": each.name, "unit": each.unit_body,
        "status": "complete" if each.total is not None else "begun" if each.is_started else "not_begun",
        "initial": _text(each.initial), "budget": _text(each.budget), "executed": _text(each.executed), "rate": _text(each.rate),
        "execution": {"weight": points_text(each.execution.weight), "points": _text(each.execution.points),
                      "steps": steps_text(each.execution, lang)},
        "rows": [_row(row, lang) for row in each.rows], "weights": points_text(each.weight_sum),
        "points_so_far": points_text(each.points_so_far), "scored_weight": points_text(each.scored_weight),
        "total": _text(each.total), "grade": each.grade or None, "rank": rank}


def _row(row: RowMark, lang: str) -> dict[str, Any]:
    mark = row.mark
    return {
        "indicator": row.indicator.index, "level1": row.indicator.level1.text, "level2": row.indicator.level2.text,
        "level3": row.indicator.level3.text, "target": row.indicator.value.text, "actual": row.outcome.actual.text,
        "weight": points_text(row.weight), "points": _text(row.points), "by_hand": _text(row.by_hand), "met": mark.met,
        "completion": _text(mark.completion), "over": mark.is_over, "marked": mark.is_marked, "reason": row.outcome.reason.text,
        "why_not": None if mark.is_scored else mark.way, "steps": steps_text(mark, lang)}


def _group(each: GroupEvaluation) -> dict[str, Any]:
    return {"title": each.title, "projects": each.projects, "evaluated": each.evaluated, "share": points_text(each.share),
            "budget": points_text(each.budget), "executed": _text(each.executed), "points": _text(each.points),
            "grade": each.grade or None}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else points_text(value)
