"""DP204 报送的单位不在名册上

查什么：有项目的预算单位是否都在名册上。
为什么：多出来的单位可能是放错了文件，也可能是编码写错了，单位会被漏算或重复计算。
怎么改：核对单位编码和名称；确属本部门的，补进名册。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="DP204", name="unit-not-on-roster", about="department", severity="warning", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    if not context.roster:
        raise NotApplicable
    listed = [core(unit) for unit in context.roster]
    told: set[str] = set()
    for position, project in enumerate(department.projects):
        body = core(project.unit_body.text)
        if body and body not in told and not any(body in unit or unit in body for unit in listed):
            told.add(body)
            yield found(project.unit_body, "unit", project=position)
