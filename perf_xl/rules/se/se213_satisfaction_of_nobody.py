"""SE213 没有写清谁满意

查什么：满意度是不是没有写清谁满意。
为什么：不写对象，问卷发给谁都行，结果没有可比性。
怎么改：写成“参训人员满意度”“受益群众满意度”等。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row
from perf_xl.rules.traits import counts
from perf_xl.sense.conclusion import Thing


def names_nobody(row: Row) -> bool:
    sense = row.sense
    return sense.name == sense.thing.head and sense.said.stem in ("", sense.name)


@rule(code="SE213", name="satisfaction-of-nobody", about="indicator", severity="info", basis="caiyu-2021-101", confidence=0.8, on_change=True,
      where=(counts(Thing.SATISFACTION), names_nobody))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.level3, "level3", name=indicator.level3.text)
