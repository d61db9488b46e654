"""TX101 绩效指标描述空白

查什么：填了三级指标的行，有没有写描述。
为什么：不写清楚数的是什么、怎么算，年底自评时各说各话。
怎么改：写明统计的对象和计算方法。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_descriptions
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, department, meaning, same_for
from perf_xl.rules.traits import is_named


@same_for(department)
def has_descriptions(row: Row) -> bool:
    """The form asks for descriptions."""
    return row.context.once(asks_for_descriptions)


@same_for(meaning)
def is_undescribed(row: Row) -> bool:
    return not row.indicator.description.text


@rule(code="TX101", name="description-blank", about="indicator", severity="info", basis="caiyu-2015-88",
      of=(is_named, has_descriptions), where=(is_undescribed,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    entry = indicator.description if indicator.description.place.row else indicator.level3
    yield found(entry, "description", name=indicator.level3.text)
