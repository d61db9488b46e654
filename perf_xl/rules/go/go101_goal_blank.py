"""GO101 绩效目标空白

查什么：绩效目标有没有填。
为什么：没有目标的项目不进入预算安排。
怎么改：写明用这笔钱做什么、为谁做、达到什么结果。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_filled


@rule(code="GO101", name="goal-blank", about="project", severity="error", basis="caiyu-2015-88", on_change=True,
      of=(is_filled,))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.goal_text.is_blank:
        yield found(project.goal_text if project.goal_text.place.row else heading(project), "goal")
