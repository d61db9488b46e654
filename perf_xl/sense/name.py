"""A name or description made ready: blanks, brackets and empty endings taken off, the measure in brackets kept."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from perf_xl.law.measures import Measure, measure_named
from perf_xl.sense.words import empty_endings

# People leave brackets open: 及时性（小时
_BRACKET = re.compile(r"\(([^()]*)(?:\)|$)")
_BARE_MEASURES = ("%", "‰")
_QUOTES = str.maketrans("（）％＜＞", "()%<>", "“”\"‘’'《》【】 　\n\t\r")
_TAIL = "。；;，,、.：: "


class Name(Struct, frozen=True):
    """`core` is what is analysed; `hint` is the measure that stood in brackets behind the name (unknown if none)."""

    core: str
    hint: Measure = Measure("", "")


@cache
def read_name(text: str) -> Name:
    """Prepare a name. Never raises; a blank text gives a blank core."""
    plain = text.translate(_QUOTES)
    hint = Measure("", "")
    if "(" in plain:
        for bracket in _BRACKET.finditer(plain):
            measure = measure_named(bracket.group(1))
            if measure.is_known:
                hint = measure
        plain = _BRACKET.sub("", plain)
    core = plain.strip(_TAIL)
    if core.endswith(_BARE_MEASURES):
        hint, core = measure_named(core[-1]), core[:-1]
    return Name(_peeled(core.strip(_TAIL)), hint)


def _peeled(core: str) -> str:
    """任务完成情况 -> 任务完成; never down to nothing."""
    while True:
        ending, _ = empty_endings().at_end(core)
        if not ending or len(ending) >= len(core):
            return core
        core = core[: -len(ending)].rstrip(_TAIL)
