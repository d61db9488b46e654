"""FM208 没有写明金额单位

查什么：表头有没有“单位：万元”或“单位：元”。
为什么：元和万元相差一万倍，没有写明就只能猜。
怎么改：在表头写明金额单位。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.amount import unit_named
from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="FM208", name="money-unit-missing", about="project", severity="warning", basis="form-layout")
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.is_untouched or project.budget.is_blank:
        raise NotApplicable
    if unit_named(project.amount_unit.text) is None:
        yield found(project.amount_unit if project.amount_unit.place.row else heading(project), "budget")
