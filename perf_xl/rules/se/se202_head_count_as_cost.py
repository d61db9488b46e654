"""SE202 成本指标填了人数或件数

查什么：成本指标里是不是填了人数、件数。
为什么：成本用金额表示；“投入200人”既不是成本，用“≥”更是投入越多越好。
怎么改：改填金额；人数移到数量指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import is_cost
from perf_xl.sense.level import is_head_count_as_cost


def is_head_count(row: Row) -> bool:
    return is_head_count_as_cost(row.sense, row.target)


@rule(code="SE202", name="head-count-as-cost", about="indicator", severity="error", basis="caiyu-2021-101", on_change=True,
      where=(is_cost, is_head_count))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    milder = None if indicator.target.sign in ("≥", ">") else Severity.WARNING
    yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text, severity=milder)
