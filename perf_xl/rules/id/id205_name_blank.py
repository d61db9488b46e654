"""ID205 项目名称空白

查什么：项目名称有没有填。
为什么：没有名称，不知道是哪个项目。
怎么改：按批复填写项目名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_filled


@rule(code="ID205", name="name-blank", about="project", severity="error", basis="form-layout", on_change=True,
      of=(is_filled,))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.name.is_blank:
        yield found(project.name if project.name.place.row else heading(project), "name")
