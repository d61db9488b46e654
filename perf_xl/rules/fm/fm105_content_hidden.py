"""FM105 有隐藏的内容

查什么：工作表、行或列被隐藏，而里面有内容。
为什么：隐藏的内容打印时看不见，汇总时却可能算进去，两边会对不上。
怎么改：取消隐藏，确认内容是否要报送；不要的删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM105", name="content-hidden", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM105")
