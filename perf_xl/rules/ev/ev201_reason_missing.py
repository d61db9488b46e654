"""EV201 没有完成却没有写原因

查什么：没有达到目标的指标是否写了偏差原因和改进措施。
为什么：自评表要求逐项分析未完成的原因；没有原因的会被退回。
怎么改：在“偏差原因分析及改进措施”里写明原因和下一步措施。
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


@rule(code="EV201", name="reason-missing", about="indicator", severity="error", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    row = row_of(indicator, project, context)
    if row.mark.met is False and row.mark.wants_reason and row.outcome.reason.is_blank:
        yield found(row.outcome.reason, "actual", name=indicator.level3.text, target=indicator.value.text,
                    reached=row.outcome.actual.text)
