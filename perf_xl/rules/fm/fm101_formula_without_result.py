"""FM101 公式没有存下计算结果

查什么：单元格里是公式，但文件没有保存它的计算结果。
为什么：没有结果就读不出数，汇总时会漏掉这一格；直接当作零会得出错误的合计。
怎么改：用 Excel 或 WPS 打开文件，重新计算后保存，再交一次。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM101", name="formula-without-result", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM101")
