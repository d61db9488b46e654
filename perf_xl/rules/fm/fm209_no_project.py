"""FM209 没有找到项目绩效目标表

查什么：文件里至少要有一张项目绩效目标表。
为什么：交了空文件，等于没有报送。
怎么改：确认是不是交错了文件；是的话换成填好的工作簿。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FM209", name="no-project", about="department", severity="error", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    if not department.projects:
        yield found(Entry(place=department.place), "workbook")
