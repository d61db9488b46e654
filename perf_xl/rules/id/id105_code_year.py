"""ID105 项目编码的年份与预算年度不同

查什么：编码第 7、8 位的年份是否晚于或早于预算年度。
为什么：早于预算年度的多是上年结转，提醒一下；晚于预算年度的，多半抄错。
怎么改：结转项目不用改；不是结转的，核对编码。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.codes import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def tells_years(table: Table) -> bool:
    """Both the code and the form say a year."""
    return table.read_code is not None and table.context.department.year is not None


def has_other_year(table: Table) -> bool:
    return table.read_code is not None and table.read_code.year != table.context.department.year


@rule(code="ID105", name="code-year", about="project", severity="warning", basis="code-observed",
      needs=(tells_years,), where=(has_other_year,))
def check(project: Project, context: Context) -> Iterator[Found]:
    code, year = read_code(tidy_code(project.code.text)), context.department.year
    if code is not None and year is not None:
        earlier = code.year < year
        yield found(project.code, "code", code_year=code.year, year=year, variant="earlier" if earlier else "",
                    severity=Severity.INFO if earlier else None)
