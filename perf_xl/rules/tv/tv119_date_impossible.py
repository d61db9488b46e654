"""TV119 日期不存在

查什么：日期是不是真有这一天，如“13月1日”“2月30日”。
为什么：不存在的日期无法考核。
怎么改：核对日期后改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_date
from perf_xl.sense.deadline import read_deadline


@rule(code="TV119", name="date-impossible", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(is_date,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    dated = read_deadline(indicator.target.measure.written)
    if dated is not None and not dated.exists(context.department.year):
        yield found(indicator.value, "value", name=indicator.level3.text)
