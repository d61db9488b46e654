"""GO105 绩效目标的序号重复

查什么：有没有“1.1.”“1、（1）”之类重复的序号，或两条目标用同一个序号。
为什么：序号乱了，汇总和打印时会多出空白条目。
怎么改：每条目标只留一个序号，从 1 起依次编排。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.goals import goals_of
from perf_xl.rules.rule import rule

_TWO_NUMBERS = r"\W*\d{1,2}\W+\d{1,2}\W"       # quickly made, and rarely found
_TWICE = r"^\s*(?:\d{1,2}\s*[.、．]|[（(]\d{1,2}[)）])\s*(?:\d{1,2}\s*(?:[、．]|\.(?!\d))|[（(]\d{1,2}[)）])"


@rule(code="GO105", name="goal-number-doubled", about="project", severity="warning", basis="practice")
def check(project: Project, context: Context) -> Iterator[Found]:
    begins_with_two = re.compile(_TWO_NUMBERS).match
    for line in project.goal_text.text.split("\n"):
        twice = begins_with_two(line) and re.match(_TWICE, line)
        if twice and line[twice.end():].strip():
            yield found(project.goal_text, "goal", beginning=line.strip()[:12])
            return
    numbers = [goal.number for goal in goals_of(project) if goal.number is not None]
    doubled = next((number for number in numbers if numbers.count(number) > 1), None)
    if doubled is not None and max(numbers) > 1 and numbers.count(1) == 1:
        yield found(project.goal_text, "goal", variant="same", number=doubled)
