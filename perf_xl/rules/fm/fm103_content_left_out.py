"""FM103 有内容没有读入

查什么：文件里有文字或表格不属于标准表格的任何一栏，例如文本框、多出来的列、表格之间的说明。
为什么：没有读入的内容不参加校验，也不会出现在汇总表和报告里。
怎么改：对照原文；该报的放进对应的栏目，不报的删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM103", name="content-left-out", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM103")
