"""TV114 符号不规范

查什么：符号是不是表上规定的 ≥ > = < ≤。
为什么：“不低于”“》”“>=”人看得懂，系统导入和汇总时读不出。
怎么改：换成规定的符号；可以一键改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.reader import load
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import TargetKind
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, same_for, target_text
from perf_xl.sense.writing import uses_official_sign, with_sign


@same_for(target_text)
def has_unofficial_sign(row: Row) -> bool:
    return not uses_official_sign(row.target)


@rule(code="TV114", name="sign-unofficial", about="indicator", severity="info", basis="value-grammar", on_change=True,
      where=(has_unofficial_sign,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    target = indicator.target
    if target.kind is TargetKind.DATE or target.closing:
        return
    sure = target.sign_written in load("signs")["certain"]
    yield found(indicator.value, "value", name=indicator.level3.text, written=target.sign_written, sign=target.sign,
                fix=replace_text(indicator.value, with_sign(target, target.sign), "official_sign",
                                 Safety.SAFE if sure else Safety.ASK))
