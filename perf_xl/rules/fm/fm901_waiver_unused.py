"""FM901 例外说明没有用上

查什么：写了例外说明，但这一行已经没有需要说明的问题。
为什么：留着没用的说明，以后真有问题时会被它盖住。
怎么改：删去这条例外说明；如果写错了行或编号，改到正确的位置。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule
from perf_xl.rules.waiver import WaiverUse, is_over


@rule(code="FM901", name="waiver-unused", about="waiver", severity="info", basis="form-layout")
def check(use: WaiverUse, context: Context) -> Iterator[Found]:
    if not use.could_tell:
        raise NotEnoughData
    if use.accepted == 0 and not use.waiver.reason.is_blank and not is_over(use.waiver, context.today):
        yield found(use.waiver.reason, "waiver")
