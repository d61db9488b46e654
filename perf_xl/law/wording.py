"""Words that mean something to the rules: placeholders, slogans, evidence of a survey, certain typos."""

from __future__ import annotations

import re
from functools import cache

from perf_xl.law.reader import load


@cache
def words(name: str) -> tuple[str, ...]:
    """The list `name` of wordings.toml. Raises KeyError (a mistake of ours) for an unknown one."""
    return tuple(load("wordings")[name]["words"])


@cache
def any_of(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of the list, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words(name), key=lambda word: (-len(word), word))))


@cache
def typos() -> dict[str, str]:
    """Wrong spelling to right spelling; only what is wrong in every sentence."""
    return dict(load("typos")["certain"])
