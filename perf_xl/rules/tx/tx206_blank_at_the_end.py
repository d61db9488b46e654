"""TX206 开头或结尾有空格

查什么：名称、描述、依据等格的开头或结尾有没有看不见的空格。
为什么：看不见，但查找、汇总时会当成另一个词。
怎么改：删去空格。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.entry import Kind
from perf_xl.rules.cells import cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule

# The code is ID103's.
_SINGLE_LINE = ("name", "unit", "level3", "description", "value", "evidence")


@rule(code="TX206", name="blank-at-the-end", about="department", severity="info", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in cells(context).whose(lambda each: each.raw != each.text):
        entry = cell.entry
        if entry.kind is Kind.TEXT and cell.field in _SINGLE_LINE:
            yield found(entry, cell.field, project=cell.project, indicator=cell.indicator,
                        fix=replace_text(entry, entry.text, "trim"))
