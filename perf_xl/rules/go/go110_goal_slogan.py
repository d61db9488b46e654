"""GO110 绩效目标只有口号

查什么：绩效目标是不是只有“提高、维护、保障、加强”，没有数字，也没有看得见的成果。
为什么：口号年底无法检查，不符合“细化量化”的要求。
怎么改：补充具体工作和可以检查的结果，如数量、比例、完成时间。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.law.wording import any_of
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.placeholder import without_placeholder
from perf_xl.rules.rule import NotEnoughData, rule

_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万]+(?:期|次|场|个|项|名|人|台|套|辆|家|户|条|座|所)")


@rule(code="GO110", name="goal-slogan", about="project", severity="warning", basis="caiyu-2015-88", confidence=0.6)
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.goal_text.is_blank:
        raise NotEnoughData
    texts = [without_placeholder(goal.text) for goal in project.goals]
    whole = "".join(texts)
    if not any_of("slogan").search(whole) or _FIGURE.search(whole) or any_of("outcome").search(whole):
        return
    yield found(project.goal_text, "goal")
