"""TV120 日期不在本年度

查什么：时间目标的年份和本表年度是不是同一年。
为什么：年份不同多半是抄上年的表没有改。
怎么改：改成本年度；确属跨年项目的，在描述中写明。
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


@rule(code="TV120", name="date-other-year", about="indicator", severity="warning", basis="value-grammar", confidence=0.9, on_change=True,
      where=(is_date,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    year, dated = context.department.year, read_deadline(indicator.target.measure.written)
    if year is not None and dated is not None and dated.year is not None and dated.year != year:
        yield found(indicator.value, "value", name=indicator.level3.text, year=year, written=dated.year)
