"""GO202 资金用途过于简单

查什么：资金用途的字数是否太少。
为什么：几个字说不清钱花在哪里。
怎么改：写明支出的主要内容。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.law.wording import any_of
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="GO202", name="purpose-too-short", about="project", severity="warning", basis="practice", confidence=0.8)
def check(project: Project, context: Context) -> Iterator[Found]:
    text = core(project.purpose.text)
    if not text:
        raise NotEnoughData
    if len(text) < setting("purpose_min_length", context.region, context.department.year) or any_of("purpose_frame").cover(text):
        yield found(project.purpose, "purpose")
