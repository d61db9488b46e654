"""绩效自评 as arithmetic: indicator, execution, project, department - each score with the steps that led to it."""

from perf_xl.scoring.indicator import met, score
from perf_xl.scoring.mark import Mark, grade, rounded

__all__ = ["Mark", "grade", "met", "rounded", "score"]
