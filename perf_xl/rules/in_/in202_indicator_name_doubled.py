"""IN202 两个指标同名

查什么：同一项目里有没有名称相同、内容不同的三级指标。
为什么：同名的指标分不清，许多系统不允许保存。
怎么改：名称里写出区别。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core, named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_doubled_name


@rule(code="IN202", name="indicator-name-doubled", about="project", severity="warning", basis="practice",
      where=(has_doubled_name,))
def check(project: Project, context: Context) -> Iterator[Found]:
    seen: dict[str, Indicator] = {}
    for row in project.indicators:
        name = named(row.level3.text)
        if not name:
            continue
        first = seen.setdefault(name, row)
        same_row = (core(first.description.text), first.value.text) == (core(row.description.text), row.value.text)
        if first is not row and not same_row:
            yield found(row.level3, "level3", indicator=row.index, name=row.level3.text, other=first.index + 1)
