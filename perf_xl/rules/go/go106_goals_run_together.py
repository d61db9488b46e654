"""GO106 几条绩效目标连在一起

查什么：一行里面有没有又出现新的序号，例如“……。2全面……”。
为什么：几条连成一条，汇总时只算一条，也不便阅读。
怎么改：每条目标另起一行。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from perf_xl.model.project import Project
from perf_xl.rules.cells import is_han
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.goals import goals_of
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table

_ENDS = "。；;"
_NUMBER = r"\s*(\d+)\s*"
# A number before one of these counts something.
_COUNTED = "年月日号个项次人名台套件万亿度天级类期批种家户所处条"


class _Place(Struct, frozen=True, gc=False):
    start: int
    end: int
    digits: str


def has_number_inside(table: Table) -> bool:
    """Behind the end of a sentence, on whatever line."""
    text = table.project.goal_text.raw or table.project.goal_text.text
    return any(part.lstrip()[:1].isdecimal() for end in _ENDS if end in text for part in text.split(end)[1:])


@rule(code="GO106", name="goals-run-together", about="project", severity="warning", basis="practice", confidence=0.8,
      where=(has_number_inside,))
def check(project: Project, context: Context) -> Iterator[Found]:
    text = project.goal_text.raw or project.goal_text.text
    expected, places = 2, []
    for place in _numbers_inside(text):
        if int(place.digits) == expected:
            places.append(place)
            expected += 1
    if not places or any(goal.number == 2 for goal in goals_of(project)):
        return
    split = text
    for place in reversed(places):
        split = f"{split[:place.start]}\n{place.digits}.{split[place.end:]}"
    first = places[0]
    yield found(project.goal_text, "goal", number=first.digits, around=text[max(0, first.start - 6):first.end + 6].strip(),
                fix=replace_text(project.goal_text, split, "split_goals", Safety.ASK))


def _numbers_inside(text: str) -> Iterator[_Place]:
    """Numbers of one or two digits behind the end of a sentence and before the beginning of another."""
    for number in re.finditer(_NUMBER, text):
        start, end, digits = number.start(), number.end(), number.group(1)
        if start and text[start - 1] in _ENDS and len(digits) < 3:
            if text[end:end + 1] in (".", "、", "．"):
                end += 1
            end += len(text) - end - len(text[end:].lstrip())
            if is_han(text[end:end + 1]) and text[end] not in _COUNTED:
                yield _Place(start, end, digits)
