"""GO108 绩效目标照抄资金用途

查什么：绩效目标与资金用途是不是同一句话，或者只改了几个字。
为什么：资金用途说钱花在哪里，绩效目标说达到什么结果，照抄等于没有目标。
怎么改：目标里补充要达到的结果。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse, islice

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.goals import goal_texts
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table
from perf_xl.rules.traits import has_goal


def has_purpose(table: Table) -> bool:
    """资金用途 says what for."""
    return bool(_bare(table.project.purpose.text))


@rule(code="GO108", name="goal-repeats-purpose", about="project",
      severity="warning", basis="caiyu-2015-88", confidence=0.8, needs=(has_goal, has_purpose))
def check(project: Project, context: Context) -> Iterator[Found]:
    purpose, goals = _bare(project.purpose.text), [_bare(text) for text in goal_texts(project)]
    least = float(setting("same_sentence_percent", context.region, context.department.year)) / 100
    letters = frozenset(purpose)
    alike = [_are_alike(purpose, goal, letters, least) for goal in goals]
    if any(alike):
        yield found(project.goal_text, "goal", index=alike.index(True))
    elif len(goals) != 1 and _are_alike(purpose, "".join(goals), letters, least):
        yield found(project.goal_text, "goal")


def _bare(text: str) -> str:
    plain = core(text)
    return plain.removeprefix("主要用于") if plain.startswith("主要") else plain.removeprefix("用于")


def _are_alike(one: str, other: str, letters: frozenset[str], least: float) -> bool:
    """Compared closely only where they have characters (`letters`: those of the one) enough in common, whatever their order."""
    if one == other:
        return True
    shorter, length = min(len(one), len(other)), len(one) + len(other)
    if 2.0 * shorter / length < least:
        return False
    foreign = int(len(other) - least * length / 2) + 1      # so many characters of the other alone, and it is another sentence
    if next(islice(filterfalse(letters.__contains__, other), foreign, None), None):
        return False
    common = sum(min(one.count(each), other.count(each)) for each in letters & {*other})
    if 2.0 * common / length < least:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= least
