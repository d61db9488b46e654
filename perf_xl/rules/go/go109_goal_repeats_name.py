"""GO109 绩效目标只重复项目名称

查什么：绩效目标是不是就是项目名称。
为什么：名称不是目标，看不出要达到什么结果。
怎么改：写明做什么、达到什么结果。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.word_list import WordList
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core, without_frame
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule

_OPENINGS = WordList(("年", "年度", "保障", "完成", "做好"))


@rule(code="GO109", name="goal-repeats-name", about="project",
      severity="warning", basis="caiyu-2015-88", confidence=0.8)
def check(project: Project, context: Context) -> Iterator[Found]:
    name, goal = _bare(project.name.text), _bare(project.goal_text.text)
    if not name or not goal:
        raise NotEnoughData
    if goal == name:
        yield found(project.goal_text, "goal")


def _bare(text: str) -> str:
    plain = without_frame(core(text).strip("0123456789"))
    return plain[len(_OPENINGS.at_start(plain)):]
