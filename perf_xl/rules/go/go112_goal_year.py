"""GO112 绩效目标里的年份不是预算年度

查什么：绩效目标、资金用途里写的年份是不是预算年度；与上年比较、规划期间、结转项目不算。
为什么：多半是照抄上年的表。
怎么改：改成预算年度。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.law.wording import any_of
from perf_xl.model.project import Project
from perf_xl.rules.codes import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table

_YEAR = r"(20[1-4]\d)\s*年"


def is_dated(table: Table) -> bool:
    """The form says which year it is for."""
    return table.context.department.year is not None


def names_year(table: Table) -> bool:
    return "20" in table.project.goal_text.text or "20" in table.project.purpose.text


@rule(code="GO112", name="goal-year", about="project", severity="warning", basis="practice", confidence=0.7,
      needs=(is_dated,), where=(names_year,))
def check(project: Project, context: Context) -> Iterator[Found]:
    year = context.department.year
    code = read_code(tidy_code(project.code.text))
    expected = {year, code.year if code else year}
    for entry, field in ((project.goal_text, "goal"), (project.purpose, "purpose")):
        named_years = tuple(re.finditer(_YEAR, entry.text)) if "20" in entry.text else ()
        years = {int(each.group(1)) for each in named_years}
        around = "".join(entry.text[max(0, each.start() - 8):each.end() + 8] for each in named_years)
        if years and not years & expected and not any_of("compared_year").search(around):
            yield found(entry, field, goal_year="、".join(map(str, sorted(years))), year=year)
