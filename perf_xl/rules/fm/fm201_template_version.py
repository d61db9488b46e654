"""FM201 模板版本不是现行版本

查什么：封面上的模板版本是否是现在用的版本。
为什么：每年的表格和规则会调整，用旧模板填报，新增的栏目会空着。
怎么改：下载现行模板，把内容转过去再报送。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.layout.form import READABLE_VERSIONS, TEMPLATE_VERSION
from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="FM201", name="template-version", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    if not department.template_version:
        raise NotApplicable
    if department.template_version not in READABLE_VERSIONS:
        yield found(Entry(department.template_version, department.place), "workbook", current=TEMPLATE_VERSION)
