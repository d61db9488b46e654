"""TX305 三级指标名称太长

查什么：三级指标名称的字数是否过多。
为什么：名称要一看就懂；说明放在描述里。
怎么改：名称精简，细节移到描述。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, name_text, same_for


@same_for(name_text)
def is_long(row: Row) -> bool:
    return len(core(row.indicator.level3.text)) > setting("name_longest", row.context.region, row.context.department.year)


@rule(code="TX305", name="name-too-long", about="indicator", severity="info", basis="caiyu-2021-101", where=(is_long,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    longest = setting("name_longest", context.region, context.department.year)
    yield found(indicator.level3, "level3", length=len(core(indicator.level3.text)), longest=longest)
