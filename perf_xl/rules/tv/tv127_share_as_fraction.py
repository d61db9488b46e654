"""TV127 百分比写成了小数

查什么：百分比的单元格是不是变成了“0.95”这样的小数。
为什么：Excel 的百分比格式复制后常常只剩小数，读表的人会当成 0.95%。
怎么改：写成“95%”；可以从两种写法中选一种。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, choose_text, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_no_measure, is_number, is_plain
from perf_xl.sense.fraction import share_as_fraction
from perf_xl.sense.sense import read_sense
from perf_xl.sense.writing import as_share, percent_word, usual_percent_word


@rule(code="TV127", name="share-as-fraction", about="indicator", severity="warning", basis="form-layout", confidence=0.9, on_change=True,
      where=(is_number, is_plain, has_no_measure))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if not share_as_fraction(read_sense(indicator), target) or target.number is None:
        return
    word = percent_word(project, context.once(usual_percent_word))
    options = tuple(as_share(target, number, word) for number in (target.number * 100, target.number))
    yield found(indicator.value, "value", name=indicator.level3.text, percent=options[0],
                fix=choose_text(indicator.value, options, "choose_share"))
