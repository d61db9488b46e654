"""SE206 满意度放错了位置

查什么：满意度是不是放在了满意度指标以外。
为什么：满意度在指标框架里是单独的一级指标，放在效益或产出里等于少了效益指标。
怎么改：移到满意度指标；原来的位置改填相应的效益或产出。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import counts, plays
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.sense import read_sense
from perf_xl.sense.words import openings


@rule(code="SE206", name="satisfaction-elsewhere", about="indicator", severity="error", basis="caiyu-2015-88", on_change=True,
      where=(counts(Thing.SATISFACTION), plays("satisfaction")))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if "满意" in indicator.level1.text:
        return
    sense = read_sense(indicator)
    others = set(context.frame.level2) - {"服务对象满意度指标"}
    if sense.level2 in others and sense.thing.confidence == 1.0:
        milder = Severity.WARNING if openings().at_start(sense.name)[0] else None
        yield found(indicator.level3, "level3", name=indicator.level3.text, level=sense.level2, severity=milder)
