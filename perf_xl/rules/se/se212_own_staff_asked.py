"""SE212 满意度只问了本单位的人

查什么：服务群众的项目，满意度是不是只问了本单位的人。
为什么：自己评自己说明不了服务好不好。
怎么改：改问服务对象；本单位就是服务对象的，在描述里写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import plays, under
from perf_xl.sense.level import speaks_of
from perf_xl.sense.sense import read_sense


@rule(code="SE212", name="own-staff-asked", about="indicator", severity="info", basis="caiyu-2021-101", confidence=0.6, on_change=True,
      where=(under("服务对象满意度指标"), plays("own_staff")))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    level2 = read_sense(indicator).level2
    rows = [row for row in project.indicators if read_sense(row).level2 == level2]
    if all(read_sense(row).plays("own_staff") for row in rows) and not speaks_of(
            "staff_project", project.name.text, project.purpose.text):
        yield found(indicator.level3, "level3", name=indicator.level3.text)
