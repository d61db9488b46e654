"""PR101 支出超过全年预算数

查什么：截至今天的累计支出不应超过全年预算数（年初预算数加年度中预算调整）。
为什么：支出必须以经批准的预算为依据，超出预算没有依据。
怎么改：核对是不是记错了项目；确实增加了预算的，在支出台账中补记预算调整和文号。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule
from perf_xl.rules.traits import has_ledger


@rule(code="PR101", name="overspent", about="project", severity="error", basis="budget-law-13", needs=(has_ledger,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.progress.progress import pace_of

    if context.spending is None or project.budget.value is None:
        raise NotEnoughData
    pace = pace_of(project, context.spending, context.spending_day)
    if pace.budget and pace.is_overspent:
        yield found(project.budget.entry, "spending", spent=plain_text(pace.spent, 2), budget=plain_text(pace.budget, 2),
                    over=plain_text(pace.spent - pace.budget, 2))
