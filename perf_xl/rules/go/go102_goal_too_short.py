"""GO102 绩效目标过于简单

查什么：绩效目标的字数是否太少。
为什么：几个字说不清做什么、达到什么结果，不符合“指向明确”的要求。
怎么改：补充工作内容、服务对象和预期结果。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.placeholder import without_placeholder
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_goal


@rule(code="GO102", name="goal-too-short", about="project", severity="warning", basis="caiyu-2015-88", confidence=0.8,
      needs=(has_goal,))
def check(project: Project, context: Context) -> Iterator[Found]:
    text = core(without_placeholder(project.goal_text.text)).strip("0123456789")
    if text and len(text) < setting("goal_min_length", context.region, context.department.year):
        yield found(project.goal_text, "goal")
