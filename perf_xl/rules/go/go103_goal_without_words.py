"""GO103 绩效目标没有内容

查什么：绩效目标是不是只有数字或符号。
为什么：只有序号没有内容，等于没有填。
怎么改：写明用这笔钱做什么、达到什么结果。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="GO103", name="goal-without-words", about="project", severity="error", basis="caiyu-2015-88")
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.goal_text.is_blank:
        raise NotEnoughData
    for index, goal in enumerate(project.goals):
        if not any(character.isalpha() for character in goal.text):
            whole = project.goal_text.text if len(project.goals) == 1 else f"{goal.number or ''}.{goal.text}"
            yield found(project.goal_text, "goal", index=index, goal=whole)
