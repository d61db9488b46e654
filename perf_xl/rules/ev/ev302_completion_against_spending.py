"""EV302 指标完成程度与预算执行差得太远

查什么：指标得分率与预算执行率相差是否超过 10 个百分点。
为什么：目标都完成了钱却没花，或者钱花完了目标没完成，总有一头要说明（双监控）。
怎么改：核对完成值和支出；属实的，在“执行率偏差原因”或“偏差原因”里写明。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated, form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV302", name="completion-against-spending", about="project", severity="warning", basis="practice",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.law.threshold import thresholds
    from perf_xl.scoring.mark import ZERO, points_text

    made = evaluated(project, context)
    weight = sum((row.weight for row in made.rows), ZERO)
    if made.rate is None or made.open_rows or weight <= 0 or context.department.year is None:
        raise NotEnoughData
    reached = sum((row.points or ZERO for row in made.rows), ZERO) * 100 / weight
    gap = reached - made.rate
    law = thresholds(context.region, date(context.department.year, 12, 31))
    explained = not form_of(project).execution_reason.is_blank
    if abs(gap) > law.goal_gap and not explained:
        yield found(form_of(project).execution_reason, "spending", variant="ahead" if gap > 0 else "behind",
                    reached=points_text(reached), rate=points_text(made.rate), gap=points_text(abs(gap)))
