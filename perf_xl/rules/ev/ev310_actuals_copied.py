"""EV310 完成值全部照抄指标值

查什么：数值型指标的实际完成值是否个个与目标完全相等。
为什么：实际结果很少恰好等于目标；全部相等多半是照抄。
怎么改：按统计、验收等材料填写真实的完成值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.model.target import TargetKind
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV310", name="actuals-copied", about="project", severity="warning", basis="chifeng-audit-2023",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.actual import read_actual

    rows = [row for row in evaluated(project, context).rows
            if row.indicator.target.kind is TargetKind.NUMBER and not row.outcome.actual.is_blank]
    if len(rows) < setting("full_marks_least_rows"):
        raise NotApplicable
    if all(read_actual(row.outcome.actual.text, row.indicator.target).number == row.indicator.target.number for row in rows) \
            and any(row.indicator.target.number != 100 for row in rows):
        yield found(rows[0].outcome.actual, "actual", rows=len(rows))
