"""TX304 三级指标里写了指标值

查什么：三级指标名称里有没有数字加单位，如“合格率≥95%”“达到100%持证”。
为什么：名称只说考核什么，数值写在指标值里；两处都写，改的时候容易只改一处。
怎么改：把数值移到指标值一栏。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.cells import is_han
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, name_text, same_for

# One of these stands in every such name, beside a digit.
_SIGNS = ("%", "％", *"≥≤≧≦><＞＜", "不低于", "不少于", "不超过", "不高于", "达到", "大于", "小于", "高于", "低于")
_BOUND = r"(?:>\s*|不低于|不少于|不超过|不高于|达到|大于|小于|高于|低于)\d+(?:\.\d+)?\s*"
_SHARE = r"\d+(?:\.\d+)?\s*%"
_ALL_ALIKE = str.maketrans("≥≤≧≦<＞＜％", ">>>>>>>%")


@same_for(name_text)
def may_hold_value(row: Row) -> bool:
    text = row.indicator.level3.text
    return not text.isalpha() and any(map(str.isdecimal, text)) and any(sign in text for sign in _SIGNS)


@rule(code="TX304", name="value-in-name", about="indicator", severity="warning", basis="caiyu-2021-101",
      where=(may_hold_value,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    value = _value_in(indicator.level3.text)
    if value:
        yield found(indicator.level3, "level3", value=value)


def _value_in(name: str) -> str:
    """The first value with what it is counted in; '' for a name without any."""
    plain = name.translate(_ALL_ALIKE)
    bound, share = re.search(_BOUND, plain), re.search(_SHARE, plain)
    if bound and (not share or bound.start() < share.start()):
        measure = name[bound.end():bound.end() + 1]
        return name[bound.start():bound.end()] + (measure if measure and (measure in "%％" or is_han(measure)) else "")
    return name[share.start():share.end()] if share else ""
