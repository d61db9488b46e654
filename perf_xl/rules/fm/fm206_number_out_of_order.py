"""FM206 标题序号与顺序不符

查什么：表标题前的序号是否按顺序排列，有没有重号。
为什么：序号乱了，目录和正文就对不上。
怎么改：按先后顺序重新编号。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="FM206", name="number-out-of-order", about="department", severity="info", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    numbers = [project.no for project in department.projects]
    if all(number is None for number in numbers):
        raise NotApplicable
    previous = None
    for position, number in enumerate(numbers):
        if number is not None and previous is not None and number != previous + 1:
            yield found(heading(department.projects[position]), "workbook", project=position, number=number,
                        expected=previous + 1)
        previous = number if number is not None else previous
