"""TV115 指标值有全角字符或空格

查什么：指标值里有没有全角数字、全角符号或空格。
为什么：全角字符看着一样，筛选、导入时却是另一个字。
怎么改：改成半角并去掉空格；可以一键改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number
from perf_xl.sense.writing import half_width, is_half_width


@same_for(target_text)
def has_wide_character(row: Row) -> bool:
    return not is_half_width(row.indicator.value.text)


@rule(code="TV115", name="full-width", about="indicator", severity="info", basis="form-layout", on_change=True,
      where=(is_number, has_wide_character))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.value, "value", name=indicator.level3.text,
                fix=replace_text(indicator.value, half_width(indicator.value.text), "half_width"))
