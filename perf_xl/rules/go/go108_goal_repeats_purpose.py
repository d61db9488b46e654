"""GO108 绩效目标照抄资金用途

查什么：绩效目标与资金用途是不是同一句话，或者只改了几个字。
为什么：资金用途说钱花在哪里，绩效目标说达到什么结果，照抄等于没有目标。
怎么改：目标里补充要达到的结果。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.placeholder import without_placeholder
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="GO108", name="goal-repeats-purpose", about="project",
      severity="warning", basis="caiyu-2015-88", confidence=0.8)
def check(project: Project, context: Context) -> Iterator[Found]:
    purpose = _bare(project.purpose.text)
    if not purpose or project.goal_text.is_blank:
        raise NotEnoughData
    goals = [_bare(without_placeholder(goal.text)) for goal in project.goals]
    least = float(setting("same_sentence_percent", context.region, context.department.year)) / 100
    alike = [SequenceMatcher(None, purpose, goal).ratio() >= least for goal in goals]
    if any(alike):
        yield found(project.goal_text, "goal", index=alike.index(True))
    elif SequenceMatcher(None, purpose, "".join(goals)).ratio() >= least:
        yield found(project.goal_text, "goal")


def _bare(text: str) -> str:
    return re.sub(r"^(?:主要)?用于", "", core(text))
