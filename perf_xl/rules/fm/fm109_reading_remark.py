"""FM109 读表时有疑问

查什么：读取文件时遇到的其他问题，例如同一栏目出现两次、表头与通常不同。
为什么：程序按最可能的意思读入了，但只有填表人知道是否读对。
怎么改：核对提示的位置，改成标准表格的样子。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM109", name="reading-remark", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM109")
