"""指标库起步集: indicators for kinds of projects, by 二级指标, with usual signs, measures and values (惯例)."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from perf_xl.law.reader import load

FILES = ("library_works", "library_people", "library_order")
OTHER = "其他"
# In the frame of 2021 the cost of 2015 is 经济成本指标.
_COST = {"2015": "成本指标", "2021": "经济成本指标"}


class StarterRow(Struct, frozen=True):
    """`typical` is a number or `low~high`; '' where it depends on the task."""

    kind: str
    level2: str
    level3: str
    description: str
    sign: str
    measure: str
    typical: str = ""

    def under(self, profile: str) -> str:
        """The 二级指标 under which the row stands in a frame; '' where the frame has none for it."""
        if self.level2 == "成本指标":
            return _COST[profile]
        return "" if profile == "2015" and self.level2 in ("社会成本指标", "生态环境成本指标") else self.level2


@cache
def starter() -> tuple[StarterRow, ...]:
    """Every row, kind by kind."""
    return tuple(StarterRow(kind["name"], *row) for file in FILES for kind in load(file)["kind"] for row in kind["rows"])


@cache
def _words() -> tuple[tuple[str, str], ...]:
    pairs = ((word, kind["name"]) for file in FILES for kind in load(file)["kind"] for word in kind["words"])
    return tuple(pairs)


def kind_of(name: str, purpose: str = "") -> str:
    """The kind of project that the longest (then the first) known word in its name tells, else in its purpose; else 其他.

    >>> kind_of("看守所2023年购买医疗服务经费")
    '购买服务和委托业务'
    >>> kind_of("公安局辅警经费")
    '辅助人员和劳务派遣'
    """
    for text in (name, purpose):
        held = [(-len(word), text.index(word), kind) for word, kind in _words() if word in text]
        if held:
            return min(held)[2]
    return OTHER


@cache
def suggestions(profile: str, most: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names to choose from by 二级指标 of a frame, at most so many each: first those that several kinds share."""
    names: dict[str, dict[str, int]] = {}
    for row in starter():
        level2 = row.under(profile)
        if level2:
            names.setdefault(level2, {}).setdefault(row.level3, 0)
            names[level2][row.level3] += 1
    return tuple((level2, tuple(sorted(counted, key=lambda name: -counted[name])[:most])) for level2, counted in names.items())
