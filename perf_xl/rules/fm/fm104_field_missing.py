"""FM104 表不完整

查什么：只有标题，或者缺少标准表格的栏目、指标表。
为什么：栏目被删掉或改了名字，数据就对不上号，财政部门收表时不能导入。
怎么改：补齐缺少的部分；栏目名称不要删除或改写。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM104", name="field-missing", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM104")
