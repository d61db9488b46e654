"""FU104 金额是负数

查什么：预算数、财政资金、其他资金有没有负数。
为什么：年初预算没有负数；追减应当在调整表里反映。
怎么改：改成正数；追减的，填调整后的预算数。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FU104", name="amount-negative", about="project", severity="error", basis="form-arithmetic", on_change=True)
def check(project: Project, context: Context) -> Iterator[Found]:
    for amount, field in ((project.budget, "budget"), (project.fiscal, "fiscal"), (project.other, "other")):
        if amount.value is not None and amount.value < 0:
            yield found(amount.entry, field, amount=amount.text)
