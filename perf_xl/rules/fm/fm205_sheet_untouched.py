"""FM205 有没用到的空表

查什么：一张项目表什么都没填，而别的项目表已经填好。
为什么：空表报上去，别人分不清是不用报，还是忘了填。
怎么改：不用的删去；要报的填好。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="FM205", name="sheet-untouched", about="department", severity="info", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    untouched = [position for position, project in enumerate(department.projects) if project.is_untouched]
    if len(untouched) == len(department.projects):
        raise NotApplicable
    for position in untouched:
        yield found(heading(department.projects[position]), "workbook", project=position)
