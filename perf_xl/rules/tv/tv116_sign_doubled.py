"""TV116 符号说了两遍

查什么：前面有“≥”，后面又写“以上”。
为什么：一个意思说两遍，导入时多出来的字会被当成单位。
怎么改：去掉后面的字，只留符号；可以一键改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_closing
from perf_xl.sense.writing import with_sign


@rule(code="TV116", name="sign-doubled", about="indicator", severity="info", basis="value-grammar", on_change=True,
      where=(has_closing,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.closing_sign == target.sign and not target.rest:
        yield found(indicator.value, "value", name=indicator.level3.text, closing=target.closing,
                    fix=replace_text(indicator.value, with_sign(target, target.sign), "drop_closing"))
