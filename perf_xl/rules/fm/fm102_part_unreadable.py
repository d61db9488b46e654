"""FM102 有内容读不出来

查什么：工作表里有一行或一块内容，不知道属于哪一栏。
为什么：读不出来的内容不会参加校验和汇总，看起来交了，实际没有交。
怎么改：对照标准表格，把这部分内容放回应在的位置；多余的行删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM102", name="part-unreadable", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM102")
