"""指标框架: which 二级指标 stand under which 一级指标, and which frame a form follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from perf_xl.law.reader import load

PROFILES = ("2015", "2021")


class Frame(Struct, frozen=True, dict=True):
    """`levels` maps each 一级指标 to its 二级指标 in official order."""

    profile: str
    title: str
    basis: str
    levels: tuple[tuple[str, tuple[str, ...]], ...]
    mandatory: tuple[str, ...]
    any_of: tuple[tuple[str, ...], ...]
    expected: tuple[str, ...]
    @cached_property
    def level1(self) -> tuple[str, ...]:
        return tuple(first for first, _ in self.levels)

    @cached_property
    def level2(self) -> tuple[str, ...]:
        return tuple(second for _, seconds in self.levels for second in seconds)

    @cached_property
    def _parents(self) -> dict[str, tuple[str, ...]]:
        return {second: tuple(first for first, seconds in self.levels if second in seconds) for second in self.level2}

    def parents(self, level2: str) -> tuple[str, ...]:
        """The 一级指标 under which a 二级指标 belongs; empty for one that the frame does not have."""
        return self._parents.get(level2, ())


@cache
def frame(profile: str) -> Frame:
    """The frame '2015' or '2021'. Raises KeyError for any other."""
    data = load("frames")[profile]
    levels = tuple((first, tuple(seconds)) for first, seconds in data["levels"])
    return Frame(profile, data["title"], data["basis"], levels, tuple(data["mandatory"]),
                 tuple(map(tuple, data["any_of"])), tuple(data["expected"]))


@cache
def _aliases() -> dict[str, str]:
    return {other: usual for usual, others in load("frames")["aliases"].items() for other in others}


@lru_cache(maxsize=1024)  # asked of every row, and there are few
def usual_level2(text: str) -> str:
    """The frame's own name for a 二级指标 as written; the text itself when it is nobody's alias."""
    plain = text.replace(" ", "").replace("\n", "")
    return _aliases().get(plain, plain) if plain not in _all_names() else plain


@lru_cache(maxsize=1024)
def usual_level1(text: str) -> str:
    """The frame's own name for a 一级指标 as written."""
    plain = text.replace(" ", "").replace("\n", "")
    if plain in ("满意度", "满意指标"):
        return "满意度指标"
    return _aliases().get(plain, plain) if plain not in _all_level1() else plain


@cache
def _all_level1() -> frozenset[str]:
    return frozenset(first for profile in PROFILES for first in frame(profile).level1)


@cache
def _all_names() -> frozenset[str]:
    return frozenset(second for profile in PROFILES for second in frame(profile).level2)


def is_satisfaction(level1: str, level2: str) -> bool:
    """Whether a row asks how satisfied people are, by either of its levels."""
    return usual_level1(level1) == "满意度指标" or usual_level2(level2) == "服务对象满意度指标"


def recognise(pairs: Iterable[tuple[str, str]]) -> str:
    """The profile that a form follows, from its (一级指标, 二级指标) pairs: 2021 where cost stands as a first level.

    >>> recognise([("产出指标", "成本指标")])
    '2015'
    >>> recognise([("成本指标", "经济成本指标")])
    '2021'
    """
    old = new = 0
    only_new = {"经济成本指标", "社会成本指标", "生态环境成本指标"}
    for (level1, level2), rows in Counter(pairs).items():
        first, second = usual_level1(level1), usual_level2(level2)
        if first == "成本指标" or second in only_new:
            new += rows
        elif first == "产出指标" and second == "成本指标":
            old += rows
    return "2021" if new > old else "2015"


def known_levels() -> tuple[frozenset[str], frozenset[str]]:
    """Every 一级指标 and every 二级指标 that one of the frames has."""
    return _all_level1(), _all_names()
