"""SE205 资金到位当时效指标

查什么：时效指标里是不是填了资金到位率、资金支付率。
为什么：钱到没到是投入，不是项目做得快不快；执行进度自评表另有考核。工资、补贴等以发钱为内容的项目不在此列。
怎么改：改成工作完成时间或办理及时率。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import plays, under
from perf_xl.sense.level import pays_people


@rule(code="SE205", name="funds-as-timeliness", about="indicator", severity="warning", basis="chifeng-audit-2023", confidence=0.8, on_change=True,
      where=(under("时效指标"), plays("fund_arrival")))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if not pays_people(project, indicator):
        yield found(indicator.level3, "level3", name=indicator.level3.text, value=indicator.value.text)
