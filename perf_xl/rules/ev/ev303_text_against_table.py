"""EV303 文字里的数与表里的不同

查什么：“实际完成情况”里提到某个指标时写的数，与这个指标的实际完成值是否一致。
为什么：同一张表里文字和表格对不上，公开后会被质疑。
怎么改：核对后改成一致。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.told_numbers import told_otherwise
from perf_xl.rules.traits import is_evaluated


@rule(code="EV303", name="text-against-table", about="project", severity="warning", basis="form-arithmetic", confidence=0.8,
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    form = form_of(project)
    for indicator in project.indicators[:len(form.outcomes)]:
        outcome = form.outcomes[indicator.index]
        told = told_otherwise(form.achieved.text, indicator, outcome.actual.text)
        if told:
            yield found(form.achieved, "actual", indicator=indicator.index, name=indicator.level3.text, told=told,
                        table=outcome.actual.text)
