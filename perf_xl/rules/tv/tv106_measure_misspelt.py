"""TV106 计量单位写错

查什么：计量单位有没有写错，如“百分百”“万园”。
为什么：“≥90百分百”读不通，是审核时一眼就会退回的错误。
怎么改：按本表其他行的写法改正；可以一键改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number, is_plain
from perf_xl.sense.writing import percent_word, usual_percent_word, with_measure


@same_for(target_text)
def is_misspelt(row: Row) -> bool:
    return row.target.measure.misspelt


@rule(code="TV106", name="measure-misspelt", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_number, is_plain, is_misspelt))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    right = target.measure.usual
    if right == "%":
        right = percent_word(project, context.once(usual_percent_word))
    text = with_measure(target, right)
    yield found(indicator.value, "value", name=indicator.level3.text, measure=target.measure.written, right=right,
                fix=replace_text(indicator.value, text, "correct_measure"))
