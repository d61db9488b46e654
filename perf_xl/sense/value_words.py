"""指标值 without a number: placeholder, absent, gradable, slogan - or unclear."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from perf_xl.law.reader import load
from perf_xl.model.target import Target
from perf_xl.sense.words import any_of

_BLANKS = re.compile(r"\s+")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_DATE_INSIDE = re.compile(r"20\d\d\s*年|\d{1,2}\s*月(?:\s*\d|[底初末前份])")
_AND_MORE = re.compile(r"[、，,;；和及且与]\s*[^\d]{0,8}\d")


class Words(Enum):
    PLACEHOLDER = "placeholder"
    ABSENT = "absent"
    GRADABLE = "gradable"
    SLOGAN = "slogan"
    UNCLEAR = "unclear"


@cache
def _patterns() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str], re.Pattern[str]]:
    data = load("words_values")
    gradable = re.compile(f"{any_of(data['gradable']['words']).pattern}|{data['gradable']['numerals']}")
    return (re.compile("|".join(data["placeholder"]["patterns"])), frozenset(data["absent"]["words"]), gradable,
            re.compile("|".join(data["slogan"]["patterns"])))


@cache
def judge_words(text: str) -> Words:
    """What a value without a number is. A slogan that also names a level is still a slogan: 显著提高到良好水平 is graded
    by its 良好, 有效改善 by nothing."""
    placeholder, absent, gradable, slogan = _patterns()
    plain = _BLANKS.sub("", text)
    if plain in absent:
        return Words.ABSENT
    if placeholder.search(plain):
        return Words.PLACEHOLDER
    rest = slogan.sub("", plain)
    if rest == plain:
        return Words.GRADABLE if gradable.search(plain) else Words.UNCLEAR
    return Words.GRADABLE if gradable.search(rest) else Words.SLOGAN


def is_pure_number(name: str) -> bool:
    """The figure of such a name has no measure: an index, a ratio, a rank."""
    return name.endswith("比") or bool(any_of(load("words_values")["pure_number"]["words"]).search(name))


def is_remark(text: str) -> bool:
    """Text behind a number that changes nothing: （含）, 左右, a bracket that repeats the figure."""
    words = load("words_values")["remark"]["words"]
    return text in words or bool(re.fullmatch(r"\([^()]*\)", text))


def numbers_in(text: str) -> list[str]:
    """The figures of a text, years and dates not counted."""
    return _NUMBERS.findall(re.sub(r"20\d\d年?|\d{1,2}月(?:\d{1,2}日)?", "", text))


def has_second_number(target: Target) -> bool:
    """A second target follows the first, behind a separator: ≥5场、200人."""
    return target.measure.is_known and bool(_AND_MORE.search(target.rest)) and not is_remark(target.rest)


def is_ratio(rest: str) -> bool:
    """1:50 is one target, whatever the grammar cuts it into."""
    return bool(re.match(r"[:：]\s*\d", rest))


def may_be_meant(target: Target) -> bool:
    """A date with a share behind it, a code of technology: too much for one cell, but it can be understood."""
    return bool(_DATE_INSIDE.search(target.text)) \
        or bool(re.match(r"[A-Za-z]", target.rest))


def none_is_wanted(name: str) -> bool:
    """无 answers the name: 安全事故 - 无."""
    return any(word in name for word in load("words_values")["none_wanted"]["words"])
