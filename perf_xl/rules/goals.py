"""绩效目标 cut into single goals: half a dozen rules read the same cell."""

from __future__ import annotations

from functools import lru_cache

from perf_xl.model.goal import Goal, split_goals
from perf_xl.model.project import Project
from perf_xl.rules.placeholder import without_placeholder


def goals_of(project: Project) -> tuple[Goal, ...]:
    """As `Project.goals`."""
    return _goals(project.goal_text.text)


def goal_texts(project: Project) -> tuple[str, ...]:
    """What each goal says, without a leading 目标内容1 of the template."""
    return _texts(project.goal_text.text)


@lru_cache(maxsize=1024)
def _goals(text: str) -> tuple[Goal, ...]:
    return split_goals(text)


@lru_cache(maxsize=1024)
def _texts(text: str) -> tuple[str, ...]:
    return tuple(without_placeholder(goal.text) for goal in _goals(text))
