"""GO110 绩效目标只有口号

查什么：绩效目标是不是只有“提高、维护、保障、加强”，没有数字，也没有看得见的成果。
为什么：口号年底无法检查，不符合“细化量化”的要求。
怎么改：补充具体工作和可以检查的结果，如数量、比例、完成时间。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from perf_xl.law.wording import any_of
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.goals import goal_texts
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_goal

_NUMERALS = frozenset("一二三四五六七八九十百千万")


@rule(code="GO110", name="goal-slogan", about="project", severity="warning", basis="caiyu-2015-88", confidence=0.6,
      needs=(has_goal,))
def check(project: Project, context: Context) -> Iterator[Found]:
    whole = "".join(goal_texts(project))
    if _has_figure(whole) or any_of("outcome").search(whole) or not any_of("slogan").search(whole):
        return
    yield found(project.goal_text, "goal")


def _has_figure(text: str) -> bool:
    """A digit, or a counted thing: 两期, 三十人."""
    return re.search(r"\d", text) is not None or (not _NUMERALS.isdisjoint(text) and any(
        one in _NUMERALS and other in "期次场个项名人台套辆家户条座所" for one, other in pairwise(text)))
