"""GO111 两条绩效目标相同

查什么：有没有内容相同的两条绩效目标。
为什么：重复的目标凑不成两条。
怎么改：删去重复的一条。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.goals import goal_texts
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_several_goals(table: Table) -> bool:
    return len(goal_texts(table.project)) > 1


@rule(code="GO111", name="goal-doubled", about="project", severity="warning", basis="practice",
      where=(has_several_goals,))
def check(project: Project, context: Context) -> Iterator[Found]:
    seen: dict[str, int] = {}
    for index, goal in enumerate(goal_texts(project)):
        text = core(goal)
        if text and text in seen:
            yield found(project.goal_text, "goal", index=index, one=seen[text] + 1, other=index + 1)
        seen.setdefault(text, index)
