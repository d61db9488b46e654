"""EV305 资金各行合计与总额不符

查什么：年初预算数、全年预算数、全年执行数各列，财政拨款、上年结转、其他资金相加是否等于年度资金总额。
为什么：表内数字对不上，自评表会被退回。
怎么改：核对各行金额；财政拨款一行不填时由总额减其余两行得出。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated, form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV305", name="funds-not-sum", about="project", severity="error", basis="form-arithmetic",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    made, funds = evaluated(project, context), form_of(project).funds
    for column, whole in (("initial", made.initial), ("budget", made.budget), ("executed", made.executed)):
        fiscal, carried, other = (getattr(fund, column) for fund in funds[1:])
        others = (carried.value or 0) + (other.value or 0)
        if whole is None or (carried.is_blank and other.is_blank and fiscal.is_blank):
            continue
        given = others if fiscal.value is None else fiscal.value + others
        if (fiscal.value is None and given > whole) or (fiscal.value is not None and given != whole):
            typed = next(each for each in (fiscal, carried, other) if not each.is_blank)
            yield found(typed.entry, "spending", variant=column, given=given, whole=whole)
