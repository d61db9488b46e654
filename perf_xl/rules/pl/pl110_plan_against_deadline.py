"""PL110 支出计划与完成时间不一致

查什么：时效指标写明年内某月完成，而那以后还有较多支出；或者钱早已付清，工作年底才完成。
为什么：资金进度与工作进度两张皮，监控时说不清楚。
怎么改：核对时效指标和支出计划；有质保金、尾款的，写例外说明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.law.frame import usual_level2
from perf_xl.law.setting import setting
from perf_xl.model.number import plain_text
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.model.target import TargetKind
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.plan_shape import has_figures
from perf_xl.rules.rule import NotApplicable, rule

_MONTH = r"(\d{1,2})\s*月"


@rule(code="PL110", name="plan-against-deadline", about="project", severity="info", basis="practice", confidence=0.5,
      of=(has_figures,))
def check(project: Project, context: Context) -> Iterator[Found]:
    deadlines = [row for row in project.indicators if "月" in row.value.text and row.target.kind is TargetKind.DATE
                 and usual_level2(row.level2.text) == "时效指标" and row.target.sign == "≤" and re.search(_MONTH, row.value.text)]
    if len(deadlines) != 1:
        raise NotApplicable
    carried = project.plan.carried()
    row = deadlines[0]
    month = max(int(each) for each in re.findall(_MONTH, row.value.text))
    node = next((each for each in NODES if each >= month), None)
    if node is not None and node < NODES[-1] and carried[node] < 100 - setting("open_after_deadline_percent"):
        yield found(row.value, "value", indicator=row.index, name=row.level3.text, deadline=row.value.text, month=node,
                    percent=plain_text(carried[node]))
