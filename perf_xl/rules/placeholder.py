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
    listed, whole, longest = _whole()
    if plain in listed:
        return plain
    is_longer = len(plain) > longest and plain[:longest + 1].isalnum()
    if plain and not is_longer and core(plain) in whole:
        return plain
    if _beginnings().isdisjoint(plain):
        return ""
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
def _whole() -> tuple[frozenset[str], frozenset[str], int]:
    """What a cell consists of that was never filled in: as listed, its core, and how long the longest core is."""
    listed = frozenset(words("placeholder_whole"))
    cores = frozenset(map(core, listed)) - {""}
    return listed, cores, max(map(len, cores))


@cache
def _beginnings() -> frozenset[str]:
    """One of these characters stands in every text that holds a placeholder."""
    return frozenset(word[0] for word in (*words("placeholder_inside"), *words("mask")))
