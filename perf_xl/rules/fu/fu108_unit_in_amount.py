"""FU108 金额格里写了单位

查什么：金额后面有没有带“万”“元”等单位，与表头是否一致。
为什么：单位写在格里，汇总程序常把它当作零；与表头不一致时会差一万倍。
怎么改：只写数字，按表头的单位换算。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule


@rule(code="FU108", name="unit-in-amount", about="project", severity="warning", basis="form-layout")
def check(project: Project, context: Context) -> Iterator[Found]:
    for amount, field in ((project.budget, "budget"), (project.fiscal, "fiscal"), (project.other, "other")):
        if amount.value is not None and amount.stated_unit:
            yield found(amount.entry, field, amount=amount.text, unit=amount.unit.value,
                        fix=replace_text(amount.entry, amount.text, "plain_number", Safety.ASK))
