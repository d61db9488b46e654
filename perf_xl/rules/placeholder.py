"""Text of the template that was never replaced: 目标内容1, 填写…, XXX."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from perf_xl.law.wording import any_of, words
from perf_xl.rules.comparing import core

_TEMPLATE = "目标内容"
_NUMBERED = rf"\s*(?:\d{{1,2}}\.\s*)*((?:{_TEMPLATE}\s*\d{{0,2}}\s*)+)"


@lru_cache(maxsize=4096)
def placeholder_in(text: str) -> str:
    """The placeholder that a text consists of or contains; '' for a filled-in one."""
    plain = text.strip()
    if plain in words("placeholder_whole") or (plain and core(plain) in _whole()):
        return plain
    found = any_of("placeholder_inside").search(plain) or any_of("mask").search(plain)
    return found.word if found else ""


def is_mask(placeholder: str, text: str) -> bool:
    """Whether it may stand for a name left out on purpose (XXX专案) rather than for nothing at all."""
    return placeholder != text.strip() and placeholder in words("mask")


def without_placeholder(text: str) -> str:
    """Each line without a leading 目标内容1; other text untouched."""
    return "\n".join(_cut(line) for line in text.split("\n")) if _TEMPLATE in text else text


def _cut(line: str) -> str:
    found = re.match(_NUMBERED, line.replace("、", ".").replace("．", "."))
    return line[: found.start(1)] + line[found.end(1):] if found else line


@cache
def _whole() -> frozenset[str]:
    return frozenset(core(word) for word in words("placeholder_whole")) - {""}
