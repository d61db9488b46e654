"""EV103 实际完成值评不了分

查什么：填了的实际完成值能不能与指标值比较：是不是数、单位是否相同、定性指标有没有写明达成程度。
为什么：评不了分的指标没有得分，总分出不来。
怎么改：按提示改写实际完成值，或者填核定得分并写明理由。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import row_of
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV103", name="actual-not-scored", about="indicator", severity="warning", basis="scoring-practice",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    row = row_of(indicator, project, context)
    mark = row.mark
    if mark.is_scored or row.by_hand is not None or row.outcome.actual.is_blank or mark.does_not_apply or row.weight <= 0:
        return
    facts = {"target": indicator.value.text, "actual": row.outcome.actual.text, **dict(mark.facts)}
    yield Found(row.outcome.actual, "actual", {**facts, "sentence": f"scoring.unscored.{mark.way}"})
