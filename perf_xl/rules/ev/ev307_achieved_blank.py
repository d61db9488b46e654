"""EV307 没有写实际完成情况

查什么：已经自评的项目，“实际完成情况”是否写了。
为什么：年度总体目标完成情况是自评表的必填内容。
怎么改：对照预期目标逐条写明完成了什么。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV307", name="achieved-blank", about="project", severity="warning", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    form = form_of(project)
    if form.achieved.is_blank:
        yield found(form.achieved, "actual", name=project.name.text)
