"""FM903 例外说明不完整

查什么：例外说明要有理由，有姓名；写了截止日期的，日期要读得出来。
为什么：没有理由的说明不起作用，没有姓名的说明没有人负责。
怎么改：补上理由、姓名和能读出来的日期（如 2023-12-31）。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.waiver import WaiverUse, end_of


@rule(code="FM903", name="waiver-incomplete", about="waiver", severity="warning", basis="form-layout")
def check(use: WaiverUse, context: Context) -> Iterator[Found]:
    waiver = use.waiver
    if waiver.reason.is_blank:
        yield found(waiver.reason, "waiver")
    elif waiver.name.is_blank:
        yield found(waiver.name, "waiver", variant="name")
    if not waiver.until.is_blank and end_of(waiver) is None:
        yield found(waiver.until, "waiver", variant="until", until=waiver.until.text)
