"""DP302 预算单位的编码与名称对不上

查什么：同一个单位编码是否总是同一个名称，同一个名称是否总是同一个编码。
为什么：写法不一，汇总时一个单位会变成两个。
怎么改：统一写法。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="DP302", name="unit-code-and-name", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    by_code: dict[str, tuple[int, str]] = {}
    by_name: dict[str, tuple[int, str]] = {}
    for position, project in enumerate(department.projects):
        code, name = project.unit_code, core(project.unit_name)
        if not code and not name:
            continue
        first = by_code.setdefault(code, (position, name)) if code else (position, name)
        other = by_name.setdefault(name, (position, code)) if name else (position, code)
        clash = first[0] if name and first[1] and first[1] != name else other[0] if other[1] != code else None
        if clash is not None:
            there = department.projects[clash]
            yield found(project.unit_body, "unit", project=position, other=there.no or clash + 1, usual=there.unit_body.text)
