"""When two texts say the same: punctuation, blanks, brackets' contents and width do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from perf_xl.law.wording import any_of

_LONGEST_UNIT = 6
_NO_LETTER = re.compile(r"[\W_]+")
_WIDE_SIGNS = "，（）：；！？"      # no letters, and dear to normalise


@lru_cache(maxsize=16384)  # a dozen rules compare the same names
def core(text: str) -> str:
    """Letters, digits and characters only, half width.

    >>> core("保护环境，减少污染。")
    '保护环境减少污染'
    """
    if not unicodedata.is_normalized("NFKC", text):
        for sign in _WIDE_SIGNS:
            text = text.replace(sign, " ")
        text = unicodedata.normalize("NFKC", text)
    return (text if text.isalnum() else _NO_LETTER.sub("", text)).lower()


@lru_cache(maxsize=4096)
def named(text: str) -> str:
    """An indicator's name without the unit that some write behind it.

    >>> named("治安、刑事案件处理及时性（小时")
    '治安刑事案件处理及时性'
    """
    return core(_without_unit(text.strip().rstrip("%％").removesuffix("\n")))


def _without_unit(text: str) -> str:
    """Without a short bracket at the end, closed or not."""
    at = max(text.rfind("("), text.rfind("（"))
    if at < 0:
        return text
    inside = text[at + 1:-1] if text.endswith((")", "）")) else text[at + 1:]
    return text[:at] if len(inside) <= _LONGEST_UNIT and ")" not in inside and "）" not in inside else text


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, and say something."""
    return bool(core(one)) and core(one) == core(other)


@lru_cache(maxsize=4096)
def without_frame(plain: str) -> str:
    """What the core of a name or a purpose says beside 用于, 经费, 项目 and the like."""
    return any_of("purpose_frame").without(plain)


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, for seeing whether two texts share any word."""
    plain = core(text)
    return frozenset(plain[at:at + 2] for at in range(len(plain) - 1))
