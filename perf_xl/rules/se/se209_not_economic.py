"""SE209 与经济效益无关

查什么：经济效益里是不是填了与经济无关的内容。
为什么：为凑齐二级指标填无关内容，是审计指出的常见问题。
怎么改：没有经济效益的删去这一行；有的写收入、节约、带动等。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import under
from perf_xl.sense.level import is_not_economic
from perf_xl.sense.sense import read_sense


@rule(code="SE209", name="not-economic", about="indicator", severity="warning", basis="chifeng-audit-2023", confidence=0.7, on_change=True,
      where=(under("经济效益指标"),))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if is_not_economic(read_sense(indicator), indicator):
        yield found(indicator.level3, "level3", name=indicator.level3.text)
