"""FU106 金额的小数位太多

查什么：金额是否超过两位小数。
为什么：表格按两位小数打印，多出来的位数会造成合计差一分。
怎么改：四舍五入到两位小数，并与批复核对；需要精确到元的，把表头单位改成元。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FU106", name="too-many-decimals", about="project", severity="info", basis="form-layout")
def check(project: Project, context: Context) -> Iterator[Found]:
    places = setting("amount_decimals", context.region, context.department.year)
    for amount, field in ((project.budget, "budget"), (project.fiscal, "fiscal"), (project.other, "other")):
        if amount.value is not None and round(amount.value, int(places)) != amount.value:
            yield found(amount.entry, field, amount=amount.text, unit=amount.unit.value, places=places)
