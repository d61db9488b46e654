"""EV306 执行数与支出台账不同

查什么：自评表里手工填的全年执行数，与支出台账的合计是否一致。
为什么：执行率占分，执行数必须有账可查。
怎么改：删去手工填的数，由台账自动得出；台账不全的先补导支出。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, NotEnoughData, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV306", name="executed-not-ledger", about="project", severity="warning", basis="form-arithmetic",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    typed = form_of(project).funds[0].executed
    if typed.is_blank:
        raise NotApplicable
    if context.spending is None:
        raise NotEnoughData
    paid = context.spending.by_project(date(context.spending.year, 12, 31)).get(project.code.text, 0)
    if typed.fen != paid:
        yield found(typed.entry, "spending", ledger=from_fen(paid, MoneyUnit.WAN))
