"""DP401 指标值依据千篇一律

查什么：多个项目从头到尾只写同一句依据，如“年度工作计划”。
为什么：每个指标的来源不同，一句话写到底说明没有找过依据。
怎么改：分别写明计划标准、行业标准、历史数据或预算标准的出处。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="DP401", name="evidence-all-the-same", about="department", severity="info", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    same: defaultdict[str, list[int]] = defaultdict(list)
    for position, project in enumerate(department.projects):
        texts = {row.evidence.text for row in project.indicators if row.level3.text}
        if len(texts) == 1 and "" not in texts and len(project.indicators) > 1:
            same[texts.pop()].append(position)
    for evidence, positions in same.items():
        if len(positions) >= setting("evidence_same_least_projects", context.region, context.department.year):
            first = department.projects[positions[0]]
            yield found(first.indicators[0].evidence, "evidence", project=positions[0], indicator=0, evidence=evidence,
                        count=len(positions),
                        numbers="、".join(str(department.projects[each].no or each + 1) for each in positions))
