"""TV111 比例超过 100%

查什么：合格率、满意度一类占总数的比例，目标值有没有超过 100%。
为什么：部分不会多于总数，超过 100% 的目标谁也达不到。
怎么改：核对是不是多写了一位；如果想说增长多少，把名称改成“增长率”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number, is_percent, is_plain
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.sense import read_sense


@same_for(target_text)
def asks_for_more(row: Row) -> bool:
    """Than the whole."""
    target = row.target
    highest = target.number if target.upper is None else target.upper
    if highest is None:
        return False
    return (highest == 100 and target.sign == ">") or (highest > 100 and target.sign in ("≥", ">", "=", ""))


@rule(code="TV111", name="share-above-whole", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_number, is_plain, is_percent, asks_for_more))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    sense = read_sense(indicator)
    reduction = sense.what is Thing.SHARE and sense.polarity.change == "reduce" and sense.polarity.confidence >= 0.9
    if sense.is_whole_share or reduction:
        yield found(indicator.value, "value", name=indicator.level3.text)
