"""TV125 目标定得过低

查什么：满意度、合格率一类的目标是不是低得没有压力。
为什么：为了好过关把目标定低，是审计列出的常见问题。
怎么改：按上年实际或行业水平定目标；确实只能这么低的，在例外说明里写原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.reader import load
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_at_least, is_number, is_percent, is_plain
from perf_xl.sense.conclusion import Polarity, Thing
from perf_xl.sense.sense import read_sense


@same_for(target_text)
def is_low(row: Row) -> bool:
    """Low for some share at least."""
    return row.target.number is not None and 0 < row.target.number < max(load("words_shares")["very_low"].values())


@rule(code="TV125", name="far-too-low", about="indicator", severity="warning", basis="chifeng-audit-2023", confidence=0.8, on_change=True,
      where=(is_number, is_plain, is_percent, is_at_least, is_low))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target, sense, limits = indicator.target, read_sense(indicator), load("words_shares")["very_low"]
    if sense.polarity.polarity is not Polarity.GOOD or sense.said.head.endswith("幅度"):
        return
    if any(word in indicator.description.text for word in load("words_shares")["rising"]["words"]):
        return
    limit = limits["satisfaction"] if sense.what is Thing.SATISFACTION else limits["whole"]
    if sense.is_whole_share and target.number is not None and target.number < limit:
        yield found(indicator.value, "value", name=indicator.level3.text, limit=limit)
