"""The steps of a mark as one readable sentence."""

from __future__ import annotations

from perf_xl.messages.say import sentence
from perf_xl.scoring.mark import Mark


def steps_text(mark: Mark, lang: str = "zh") -> str:
    """`目标 ≥80%，完成 60%，60÷80×10分 = 7.50分；依据 …`; for what is not scored, why, and what to write."""
    kind = "steps" if mark.is_scored else "unscored"
    return sentence(f"scoring.{kind}.{mark.way}", lang, **dict(mark.facts))
