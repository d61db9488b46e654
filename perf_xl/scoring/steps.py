"""The steps of a mark as one readable sentence."""

from __future__ import annotations

from perf_xl.messages.say import sentence
from perf_xl.scoring.evaluation import RowMark
from perf_xl.scoring.mark import Mark, points_text


def steps_text(mark: Mark, lang: str = "zh") -> str:
    """`目标 ≥80%，完成 60%，60÷80×10分 = 7.50分；依据 …`; for what is not scored, why, and what to write."""
    kind = "steps" if mark.is_scored else "unscored"
    return sentence(f"scoring.{kind}.{mark.way}", lang, **dict(mark.facts))


def row_steps(row: RowMark, lang: str = "zh") -> str:
    """The steps of one row; a score set by hand is told beside the computed one."""
    if row.by_hand is None:
        return steps_text(row.mark, lang)
    computed = "—" if row.mark.points is None else points_text(row.mark.points)
    return sentence("scoring.steps.by_hand", lang, points=points_text(row.by_hand), computed=computed,
                    reason=row.outcome.reason.text or "—")
