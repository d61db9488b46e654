"""FM106 单元格显示错误值

查什么：单元格显示 #REF!、#DIV/0!、#N/A 之类的错误值。
为什么：错误值说明公式引用的内容已经丢失，这一格等于没有填。
怎么改：改正公式，或直接填入数值、文字。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found
from perf_xl.rules.rule import rule
from perf_xl.rules.troubles import troubles_of


@rule(code="FM106", name="cell-shows-error", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    yield from troubles_of(department, "FM106")
