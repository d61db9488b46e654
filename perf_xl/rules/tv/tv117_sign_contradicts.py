"""TV117 符号前后矛盾

查什么：前面的符号和后面的“以上”“以内”是不是互相矛盾。
为什么：“≥90%以下”怎么理解都不对。
怎么改：只留一个符号，按本意改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import Target
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, choose_text, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import has_closing
from perf_xl.sense.writing import with_sign


@rule(code="TV117", name="sign-contradicts", about="indicator", severity="error", basis="value-grammar", on_change=True,
      where=(has_closing,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.closing_sign not in ("", "=", target.sign) and not _same_side(target):
        options = (with_sign(target, target.sign), with_sign(target, target.closing_sign))
        yield found(indicator.value, "value", name=indicator.level3.text, sign=target.sign, closing=target.closing,
                    fix=choose_text(indicator.value, options, "choose_sign"))


def _same_side(target: Target) -> bool:
    """>90%以上 is doubled, not contradicting."""
    return {target.sign, target.closing_sign} in ({">", "≥"}, {"<", "≤"}) or target.sign == "="
