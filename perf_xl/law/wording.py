"""Words that mean something to the rules: placeholders, slogans, evidence of a survey, certain typos."""

from __future__ import annotations

from functools import cache

from perf_xl.law.reader import load
from perf_xl.law.word_list import WordList


@cache
def words(name: str) -> tuple[str, ...]:
    """The list `name` of wordings.toml. Raises KeyError (a mistake of ours) for an unknown one."""
    return tuple(load("wordings")[name]["words"])


@cache
def any_of(name: str) -> WordList:
    """The list as words to be searched for in a text."""
    return WordList(words(name))


@cache
def typos() -> dict[str, str]:
    """Wrong spelling to right spelling; only what is wrong in every sentence."""
    return dict(load("typos")["certain"])
