"""FM902 例外说明已经到期

查什么：例外说明写了截止日期，而日期已经过去。
为什么：到期的说明不再有效，原来的问题重新计算。
怎么改：解决原来的问题，或重新说明并写上新的日期。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.waiver import WaiverUse, is_over


@rule(code="FM902", name="waiver-over", about="waiver", severity="warning", basis="form-layout")
def check(use: WaiverUse, context: Context) -> Iterator[Found]:
    if is_over(use.waiver, context.today):
        yield found(use.waiver.reason, "waiver", until=use.waiver.until.text)
