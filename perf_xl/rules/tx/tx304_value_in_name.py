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
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row

_VALUE = r"(?:[≥≤≧≦><＞＜]\s*|不低于|不少于|不超过|不高于|达到|大于|小于|高于|低于)\d+(?:\.\d+)?\s*(?:%|％|[\u4e00-\u9fff])?|\d+(?:\.\d+)?\s*[%％]"


def has_digit(row: Row) -> bool:
    return any(character.isdecimal() for character in row.indicator.level3.text)


@rule(code="TX304", name="value-in-name", about="indicator", severity="warning", basis="caiyu-2021-101",
      where=(has_digit,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    value = re.search(_VALUE, indicator.level3.text)
    if value:
        yield found(indicator.level3, "level3", value=value.group())
