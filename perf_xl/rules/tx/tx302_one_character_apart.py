"""TX302 名称与描述只差一个字

查什么：三级指标与描述里的同一句话是不是只有一个字不同。
为什么：多半有一处打错了字。
怎么改：核对，把打错的字改正；说的是同一件事，就写成一样。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, meaning, same_for

_LEAST = len("档案完整率")


@same_for(meaning)
def has_longer_description(row: Row) -> bool:
    size = len(core(row.indicator.level3.text))
    return _LEAST <= size <= len(core(row.indicator.description.text))


@same_for(meaning)
def is_half_described(row: Row) -> bool:
    """Either half of the name stands in the description, the whole does not: then it may be there with one character changed."""
    name, text = core(row.indicator.level3.text), core(row.indicator.description.text)
    middle = len(name) // 2
    return (name[:middle] in text or name[middle:] in text) and name not in text


@rule(code="TX302", name="one-character-apart", about="indicator", severity="warning", basis="practice", confidence=0.7,
      needs=(has_longer_description,), where=(is_half_described,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    name, text = core(indicator.level3.text), core(indicator.description.text)
    for start in sorted(_halfway(name, text)):
        part = text[start:start + len(name)]
        differ = [(a, b) for a, b in zip(name, part, strict=True) if a != b]
        if len(differ) == 1 and not set("".join(differ[0])) & set("率数额度量的第一二三四五六七八九十0123456789"):
            yield found(indicator.level3, "level3", described=part)
            return


def _halfway(name: str, text: str) -> set[int]:
    """Where the name may begin in the text with one character changed: one half of it must stand there unchanged."""
    middle, last = len(name) // 2, len(text) - len(name)
    starts = set[int]()
    for half, before in ((name[:middle], 0), (name[middle:], middle)):
        at = text.find(half)
        while at >= 0:
            if 0 <= at - before <= last:
                starts.add(at - before)
            at = text.find(half, at + 1)
    return starts
