"""TV101 指标值空白

查什么：填了三级指标的行，指标值不能空着。
为什么：没有指标值就没有目标，年底无从自评。
怎么改：写出符号、数值和计量单位，如“≥95%”；定性的写可以分级的表述。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text


@same_for(target_text)
def has_no_value(row: Row) -> bool:
    return not row.indicator.value.text


@rule(code="TV101", name="value-blank", about="indicator", severity="error", basis="caiyu-2015-88", on_change=True,
      where=(has_no_value,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.value, "value", name=indicator.level3.text)
