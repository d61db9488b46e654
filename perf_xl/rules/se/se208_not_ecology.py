"""SE208 与生态效益无关

查什么：生态效益里是不是填了案件数、培训、秩序等与生态环境无关的内容。
为什么：为凑齐二级指标填无关内容，是审计指出的常见问题。
怎么改：项目没有生态效益的，删去这一行；有的，写环境、资源方面的变化。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import under
from perf_xl.sense.level import is_not_ecology, speaks_of
from perf_xl.sense.sense import read_sense


@rule(code="SE208", name="not-ecology", about="indicator", severity="error", basis="chifeng-audit-2023", on_change=True,
      where=(under("生态效益指标"),))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    sense = read_sense(indicator)
    if not is_not_ecology(sense, indicator):
        return
    elsewhere = speaks_of("ecology", project.name.text)
    certain = sense.what.is_count and sense.plays("plainly_social") and not elsewhere
    yield found(indicator.level3, "level3", name=indicator.level3.text, severity=None if certain else Severity.WARNING)
