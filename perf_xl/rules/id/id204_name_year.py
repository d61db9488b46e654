"""ID204 项目名称里的年份不是预算年度

查什么：项目名称开头的年份是否是预算年度。
为什么：年份不对，多半是照抄上年的表；上年结转的项目除外。
怎么改：改成预算年度；结转项目保留原名，不用改。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.codes import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule
from perf_xl.rules.subjects import Table

_YEAR = r"(20\d\d)\s*年(?!代)"
_SPAN = r"20\d\d\s*年?\s*-"
_DASHES = str.maketrans("—–~至到", "-----")


def may_name_year(table: Table) -> bool:
    return table.context.department.year is not None and "20" in table.project.name.text and "年" in table.project.name.text


@rule(code="ID204", name="name-year", about="project", severity="warning", basis="practice", confidence=0.8,
      of=(may_name_year,))
def check(project: Project, context: Context) -> Iterator[Found]:
    year = context.department.year
    years = {int(each) for each in re.findall(_YEAR, project.name.text)}
    if year is None or not years:
        raise NotApplicable
    if year in years or re.search(_SPAN, project.name.text.translate(_DASHES)):
        return
    code = read_code(tidy_code(project.code.text))
    if code is not None and code.year in years and code.year < year:
        return      # a carry-over, which ID105 reports
    yield found(project.name, "name", name_year="、".join(map(str, sorted(years))), year=year)
