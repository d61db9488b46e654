"""FU109 财政资金空白

查什么：填了预算数，“其中：财政资金”有没有填。
为什么：资金来源不写，就不能核对预算数，也不知道全额财政拨款还是另有来源。
怎么改：填写财政资金；没有财政资金的填 0。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_fiscal
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table, department, same_for
from perf_xl.rules.traits import has_budget


@same_for(department)
def has_fiscal_field(table: Table) -> bool:
    return table.context.once(asks_for_fiscal)


@rule(code="FU109", name="fiscal-blank", about="project", severity="warning", basis="form-arithmetic",
      needs=(has_budget, has_fiscal_field))
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.fiscal.is_blank and project.other.value != project.budget.value:
        yield found(project.fiscal.entry, "fiscal")
