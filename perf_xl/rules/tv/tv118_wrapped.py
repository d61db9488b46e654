"""TV118 指标值外面有括号或引号

查什么：指标值外面有没有括号或引号。
为什么：多余的括号、引号会让系统把数值当成文字。
怎么改：去掉外面的括号或引号；可以一键改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.rules.traits import is_number

_PAIRS = {("(", ")"), ("（", "）"), ("“", "”"), ('"', '"'), ("‘", "’"), ("【", "】"), ("[", "]")}


@same_for(target_text)
def is_wrapped(row: Row) -> bool:
    text = row.indicator.value.text
    return len(text) > 2 and (text[0], text[-1]) in _PAIRS


@rule(code="TV118", name="wrapped", about="indicator", severity="info", basis="form-layout", on_change=True,
      where=(is_number, is_wrapped))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.value, "value", name=indicator.level3.text,
                fix=replace_text(indicator.value, indicator.value.text[1:-1].strip(), "unwrap"))
