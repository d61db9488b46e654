"""TX306 三级指标名称太笼统

查什么：名称只写“合格率”“满意度”，描述也没有说明是什么的合格率。
为什么：看不出考核什么，不符合“指向明确”。
怎么改：写明对象，如“教师培训合格率”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.wording import words
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, name_text, same_for


@same_for(name_text)
def is_general(row: Row) -> bool:
    return named(row.indicator.level3.text) in words("general_name")


@rule(code="TX306", name="name-too-general", about="indicator", severity="info", basis="caiyu-2015-88", confidence=0.8,
      where=(is_general,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if named(indicator.description.text) in ("", named(indicator.level3.text)):
        yield found(indicator.level3, "level3")
