"""EV202 超额完成较多却没有说明

查什么：完成值达到目标的 120%（四川为超过 130%）的指标是否说明了原因；河北的做法是偏离目标的都要说明。
为什么：远超目标多半是目标定低了，按规定要说明，目标明显偏低的要扣分。
怎么改：写明超额的原因；目标定低的，可用“核定得分”减分，并调整下一年的目标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import row_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV202", name="over-without-reason", about="indicator", severity="warning", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.mark import points_text

    row = row_of(indicator, project, context)
    mark = row.mark
    if (mark.is_over or (mark.is_marked and mark.met)) and row.outcome.reason.is_blank and mark.completion is not None:
        yield found(row.outcome.actual, "actual", name=indicator.level3.text, target=indicator.value.text,
                    completion=points_text(mark.completion))
