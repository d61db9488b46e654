"""IN303 三级指标空白

查什么：填了指标值或描述的行，三级指标有没有填。
为什么：没有名称，不知道考核什么。
怎么改：填写三级指标名称；多余的行删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, name_text, same_for


@same_for(name_text)
def is_nameless(row: Row) -> bool:
    return row.indicator.level3.is_blank


@rule(code="IN303", name="indicator-name-blank", about="indicator",
      severity="error", basis="form-layout", on_change=True, where=(is_nameless,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    text = indicator.value.text or indicator.description.text
    if text:
        yield found(indicator.level3 if indicator.level3.place.row else indicator.value, "level3", value=text)
