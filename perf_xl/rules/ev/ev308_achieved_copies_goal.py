"""EV308 实际完成情况照抄了预期目标

查什么：“实际完成情况”是否与“绩效目标”一字不差。
为什么：照抄目标说明不了完成了什么。
怎么改：写明实际完成的事项和数量，没有完成的也要写。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.comparing import same_words
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV308", name="achieved-copies-goal", about="project", severity="warning", basis="practice",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    form = form_of(project)
    if same_words(form.achieved.text, project.goal_text.text):
        yield found(form.achieved, "actual")
