"""TV112 不做事也算完成

查什么：不做任何事也算完成的目标，如“合格率≤100%”“数量≥0”。
为什么：这样的目标没有任何约束，审核时直接退回。
怎么改：正向指标改成“≥”并写出要达到的水平；要求全部做到的写“=100%”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, choose_text, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import is_nothing_or_whole, is_number, is_plain
from perf_xl.sense.direction import always_met
from perf_xl.sense.writing import with_sign


def asks_for_nothing(row: Row) -> bool:
    return always_met(row.sense, row.target)


@rule(code="TV112", name="always-met", about="indicator", severity="error", basis="caiyu-2015-88", on_change=True,
      where=(is_number, is_nothing_or_whole, is_plain, asks_for_nothing))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    options: tuple[str, ...] = ()
    if target.number == 100:
        options = (with_sign(target, "="), with_sign(target, "≥"))
    yield found(indicator.value, "value", name=indicator.level3.text,
                fix=choose_text(indicator.value, options, "choose_target") if options else None)
