"""IN201 同一个指标填了两遍

查什么：有没有名称、描述和指标值都相同的两行。
为什么：同一件事考核两次，自评时会重复得分；许多系统直接拒收。
怎么改：删去一行，或换成别的指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.comparing import core, named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_doubled_name


@rule(code="IN201", name="row-doubled", about="project", severity="error", basis="practice", where=(has_doubled_name,))
def check(project: Project, context: Context) -> Iterator[Found]:
    seen: dict[tuple[str, str, str], int] = {}
    for row in project.indicators:
        name = named(row.level3.text)
        if not name or row.value.is_blank:
            continue
        key = (name, core(row.description.text), row.value.text)
        if key in seen:
            yield found(row.level3, "level3", indicator=row.index, name=row.level3.text, other=seen[key] + 1)
        seen.setdefault(key, row.index)
