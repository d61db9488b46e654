"""EV203 偏差原因等于没写

查什么：需要说明原因的指标，原因是否只写了“无”“已完成”或者寥寥几个字。
为什么：等于没写的原因不能说明偏差，复核时视同没有。
怎么改：写明什么原因、影响多少、下一步怎么办。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.law.wording import words
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import row_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV203", name="reason-says-nothing", about="indicator", severity="warning", basis="practice",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    row = row_of(indicator, project, context)
    reason = row.outcome.reason
    if not row.mark.wants_reason or reason.is_blank:
        return
    if reason.text in words("not_involved") or len(core(reason.text)) < setting("reason_min_length"):
        yield found(reason, "actual", name=indicator.level3.text)
