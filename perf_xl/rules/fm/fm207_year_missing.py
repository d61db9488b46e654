"""FM207 看不出是哪一年的表

查什么：封面或标题有没有写明预算年度。
为什么：没有年度，就不能判断项目编码、目标里的年份对不对，也不能与上年比较。
怎么改：在封面填写预算年度。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FM207", name="year-missing", about="department", severity="warning", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    if department.year is None:
        yield found(Entry(place=department.place), "workbook")
