"""EV101 没有填实际完成值

查什么：已经开始自评的项目，有分值的指标是否都填了实际完成值。
为什么：没有完成值就无法评分；没有评的不是零分，总分也出不来。
怎么改：填实际完成值；确实不考核的，写“不适用”并把分值移给其他指标。
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


@rule(code="EV101", name="actual-missing", about="indicator", severity="error", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    row = row_of(indicator, project, context)
    if row.weight > 0 and row.outcome.actual.is_blank and row.by_hand is None:
        yield found(row.outcome.actual, "actual", name=indicator.level3.text, target=indicator.value.text)
