"""FU101 预算数不等于财政资金与其他资金之和

查什么：预算数应当等于“其中：财政资金”加“其他资金”；其他资金空白按零计算。
为什么：三个数互相印证，对不上说明至少一个填错，审核时会直接退回。
怎么改：核对批复文件，改正填错的那个数；确有第三种来源的，写入其他资金。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_amounts(table: Table) -> bool:
    project = table.project
    return project.budget.value is not None and project.fiscal.value is not None and not project.other.is_unreadable


def does_not_add_up(table: Table) -> bool:
    return has_amounts(table) and table.project.budget.value != _parts(table.project)


def _parts(project: Project) -> Decimal:
    return (project.fiscal.value or Decimal(0)) + (project.other.value or 0)


@rule(code="FU101", name="budget-not-sum", about="project", severity="error", basis="form-arithmetic", on_change=True,
      needs=(has_amounts,), where=(does_not_add_up,))
def check(project: Project, context: Context) -> Iterator[Found]:
    budget, fiscal, other = project.budget, project.fiscal, project.other
    yield found(budget.entry, "budget", budget=budget.text, fiscal=fiscal.text, other=other.text or "空白",
                sum=f"{_parts(project):.2f}", unit=budget.unit.value)
