"""指标值 without a number: placeholder, absent, gradable, slogan - or unclear."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from itertools import pairwise

from perf_xl.law.reader import load
from perf_xl.law.word_list import WordList
from perf_xl.model.target import Target

# Made when first asked for: most values are a number with a measure and need none of them.
_NUMBERS = r"\d+(?:\.\d+)?"
_DATE_INSIDE = r"20\d\d\s*年|\d\s*月"
_OF_MONTH = tuple("底初末前份")
_AND_MORE = r"[、，,;；和及且与]\s*[^\d]{0,8}\d"


class Words(Enum):
    PLACEHOLDER = "placeholder"
    ABSENT = "absent"
    GRADABLE = "gradable"
    SLOGAN = "slogan"
    UNCLEAR = "unclear"


@cache
def _placeholders() -> re.Pattern[str]:
    return re.compile("|".join(load("words_values")["placeholder"]["patterns"]))


@cache
def _slogans() -> re.Pattern[str]:
    return re.compile("|".join(load("words_values")["slogan"]["patterns"]))


@cache
def _grades() -> WordList:
    return WordList(load("words_values")["gradable"]["words"])


@cache
def judge_words(text: str) -> Words:
    """What a value without a number is. A slogan that also names a level is still a slogan: 显著提高到良好水平 is graded
    by its 良好, 有效改善 by nothing."""
    plain = "".join(text.split())
    if plain in load("words_values")["absent"]["words"]:
        return Words.ABSENT
    if _placeholders().search(plain):
        return Words.PLACEHOLDER
    rest = _slogans().sub("", plain)
    if rest == plain:
        return Words.GRADABLE if _is_gradable(plain) else Words.UNCLEAR
    return Words.GRADABLE if _is_gradable(rest) else Words.SLOGAN


def _is_gradable(text: str) -> bool:
    """A word of grade, or a counted thing: 三次, 两套."""
    counted = load("words_values")["gradable"]
    return _grades().search(text) is not None or any(
        one in counted["numerals"] and other in counted["counted"] for one, other in pairwise(text))


@cache
def _pure_numbers() -> WordList:
    return WordList(load("words_values")["pure_number"]["words"])


def is_pure_number(name: str) -> bool:
    """The figure of such a name has no measure: an index, a ratio, a rank."""
    return name.endswith("比") or _pure_numbers().search(name) is not None


def is_remark(text: str) -> bool:
    """Text behind a number that changes nothing: （含）, 左右, a bracket that repeats the figure."""
    words = load("words_values")["remark"]["words"]
    return text in words or (text.startswith("(") and text.endswith(")") and text.count("(") == text.count(")") == 1)


def numbers_in(text: str) -> list[str]:
    """The figures of a text, years and dates not counted."""
    return re.findall(_NUMBERS, re.sub(r"20\d\d年?|\d{1,2}月(?:\d{1,2}日)?", "", text))


def has_second_number(target: Target) -> bool:
    """A second target follows the first, behind a separator: ≥5场、200人."""
    rest = target.rest
    return target.measure.is_known and any(map(str.isdecimal, rest)) and bool(re.search(_AND_MORE, rest)) and not is_remark(rest)


def is_ratio(rest: str) -> bool:
    """1:50 is one target, whatever the grammar cuts it into."""
    return rest.startswith((":", "：")) and rest[1:].lstrip()[:1].isdecimal()


def may_be_meant(target: Target) -> bool:
    """A date with a share behind it, a code of technology: too much for one cell, but it can be understood."""
    first = target.rest[:1]
    return (first.isascii() and first.isalpha()) or (("年" in target.text or "月" in target.text) and _holds_date(target.text))


def _holds_date(text: str) -> bool:
    """A year, or a month with a day or with 底, 前 and the like behind it."""
    for found in re.finditer(_DATE_INSIDE, text):
        behind = text[found.end():]
        if found.group().endswith("年") or behind.startswith(_OF_MONTH) or behind.lstrip()[:1].isdecimal():
            return True
    return False


def none_is_wanted(name: str) -> bool:
    """无 answers the name: 安全事故 - 无."""
    return any(word in name for word in load("words_values")["none_wanted"]["words"])
