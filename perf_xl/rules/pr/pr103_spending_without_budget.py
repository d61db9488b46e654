"""PR103 没有预算数却有支出

查什么：预算数空白或为零的项目，不应有支出。
为什么：未列入预算的不得支出；多半是预算数漏填，或者支出记错了项目。
怎么改：补填预算数；记错项目的，更正支出台账中的项目编码。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, NotEnoughData, rule
from perf_xl.rules.traits import has_ledger


@rule(code="PR103", name="spending-without-budget", about="project", severity="error", basis="budget-law-13",
      needs=(has_ledger,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.progress.progress import pace_of

    if context.spending is None or project.budget.is_unreadable:
        raise NotEnoughData
    pace = pace_of(project, context.spending, context.spending_day)
    if pace.budget:
        raise NotApplicable
    if pace.spent > 0:
        yield found(project.budget.entry, "spending", spent=plain_text(pace.spent, 2))
