"""GO106 几条绩效目标连在一起

查什么：一行里面有没有又出现新的序号，例如“……。2全面……”。
为什么：几条连成一条，汇总时只算一条，也不便阅读。
怎么改：每条目标另起一行。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.goals import goals_of
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table

_INSIDE = r"(?<=[。；;])\s*(\d{1,2})\s*[.、．]?\s*(?=[\u4e00-\u9fff])(?![年月日号个项次人名台套件万亿度天级类期批种家户所处条])"


def has_number_inside(table: Table) -> bool:
    """Behind the end of a sentence, on whatever line."""
    text = table.project.goal_text.raw or table.project.goal_text.text
    return any(part.lstrip()[:1].isdecimal() for end in "。；;" if end in text for part in text.split(end)[1:])


@rule(code="GO106", name="goals-run-together", about="project", severity="warning", basis="practice", confidence=0.8,
      where=(has_number_inside,))
def check(project: Project, context: Context) -> Iterator[Found]:
    text = project.goal_text.raw or project.goal_text.text
    expected = 2
    places = []
    for inside in re.finditer(_INSIDE, text):
        if int(inside.group(1)) == expected:
            places.append(inside)
            expected += 1
    if not places or any(goal.number == 2 for goal in goals_of(project)):
        return
    first = places[0]
    split = text
    for inside in reversed(places):
        split = f"{split[:inside.start()]}\n{inside.group(1)}.{split[inside.end():]}"
    yield found(project.goal_text, "goal", number=first.group(1), around=text[max(0, first.start() - 6):first.end() + 6].strip(),
                fix=replace_text(project.goal_text, split, "split_goals", Safety.ASK))
