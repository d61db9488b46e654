"""EV106 分值不能用

查什么：分值是不是大于 0、不超过 100 的数。
为什么：分值写成文字或者为零，这一行就不计分。
怎么改：填一个数，例如 12.5；这一行不考核的，删去分值以外的内容并说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.number import read_number
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import row_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV106", name="weight-unusable", about="indicator", severity="error", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    row = row_of(indicator, project, context)
    if not row.outcome.weight.is_blank and (row.weight <= 0 or read_number(row.outcome.weight.text).rest):
        yield found(row.outcome.weight, "score", name=indicator.level3.text)
