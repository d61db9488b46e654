"""FM107 填报格里有外来的公式或链接

查什么：应当填数字、文字的格里是公式，或者文件链接着别的工作簿、带有宏。
为什么：公式引用的文件到了别人电脑上就打不开，数会变；带宏的文件常被拒收。
怎么改：把公式粘贴成数值，断开外部链接，另存为不带宏的 .xlsx 再报送。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM107", name="foreign-formula", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM107")
