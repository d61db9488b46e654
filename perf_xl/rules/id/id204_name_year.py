"""ID204 项目名称里的年份不是预算年度

查什么：项目名称开头的年份是否是预算年度。
为什么：年份不对，多半是照抄上年的表；上年结转的项目除外。
怎么改：改成预算年度；结转项目保留原名，不用改。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule

_YEAR = re.compile(r"(20\d\d)\s*年(?!代)")


@rule(code="ID204", name="name-year", about="project", severity="warning", basis="practice", confidence=0.8)
def check(project: Project, context: Context) -> Iterator[Found]:
    year = context.department.year
    years = {int(each) for each in _YEAR.findall(project.name.text)}
    if year is None or not years:
        raise NotApplicable
    if year in years or re.search(r"20\d\d\s*年?\s*[-—–~至到]", project.name.text):
        return
    code = read_code(tidy_code(project.code.text))
    if code is not None and code.year in years and code.year < year:
        return      # a carry-over, which ID105 reports
    yield found(project.name, "name", name_year="、".join(map(str, sorted(years))), year=year)
