"""GO103 绩效目标没有内容

查什么：绩效目标是不是只有数字或符号。
为什么：只有序号没有内容，等于没有填。
怎么改：写明用这笔钱做什么、达到什么结果。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.goal import Goal
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.goals import goals_of
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table
from perf_xl.rules.traits import has_goal


def has_wordless_goal(table: Table) -> bool:
    return not all(map(_says_something, goals_of(table.project)))


@rule(code="GO103", name="goal-without-words", about="project", severity="error", basis="caiyu-2015-88",
      needs=(has_goal,), where=(has_wordless_goal,))
def check(project: Project, context: Context) -> Iterator[Found]:
    goals = goals_of(project)
    for index, goal in enumerate(goals):
        if not _says_something(goal):
            whole = project.goal_text.text if len(goals) == 1 else f"{goal.number or ''}.{goal.text}"
            yield found(project.goal_text, "goal", index=index, goal=whole)


def _says_something(goal: Goal) -> bool:
    return any(map(str.isalpha, goal.text))
