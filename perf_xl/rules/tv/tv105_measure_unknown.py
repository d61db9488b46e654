"""TV105 计量单位不常见

查什么：数值后面的字是不是通用的计量单位。
为什么：自造的单位别人读不懂，汇总时也对不上。
怎么改：换成通用的计量单位；确有行业单位的，可在例外说明中写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number, is_plain


@same_for(target_text)
def has_unknown_measure(row: Row) -> bool:
    return bool(row.target.measure.written) and not row.target.measure.is_known


@rule(code="TV105", name="measure-unknown", about="indicator", severity="warning", basis="value-grammar", confidence=0.8, on_change=True,
      where=(is_number, is_plain, has_unknown_measure))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.value, "value", name=indicator.level3.text, measure=indicator.target.measure.written)
