"""IN104 指标太多

查什么：一个项目的指标总数，或同一二级指标下的行数，是否过多。
为什么：面面俱到就没有重点，审计指出过这个问题；自评的工作量也大。
怎么改：只留最能反映目标的核心指标。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perf_xl.law.frame import usual_level2
from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_many_rows(table: Table) -> bool:
    """More than may stand in one table, or under one 二级指标."""
    region, year = table.context.region, table.context.department.year
    return len(table.project.indicators) > min(setting("indicators_most", region, year), setting("indicators_most_of_one_kind", region, year))


@rule(code="IN104", name="too-many-indicators", about="project", severity="warning", basis="chifeng-audit-2023",
      where=(has_many_rows,))
def check(project: Project, context: Context) -> Iterator[Found]:
    rows = [row for row in project.indicators if row.level3.text]
    most = setting("indicators_most", context.region, context.department.year)
    if len(rows) > most:
        yield found(heading(project), "indicators", count=len(rows), most=most)
    most = setting("indicators_most_of_one_kind", context.region, context.department.year)
    for kind, count in Counter(usual_level2(row.level2.text) for row in rows).items():
        if kind and count > most:
            yield found(heading(project), "indicators", variant="kind", kind=kind, count=count, most=most)
