"""GO203 资金用途只重复项目名称

查什么：去掉“用于、经费、支出”等字，资金用途是不是只剩项目名称里的话。
为什么：名称已经说过的话再说一遍，看不出钱具体花在哪里。
怎么改：写明支出的主要内容，如场地、材料、劳务。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.comparing import core, without_frame
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="GO203", name="purpose-repeats-name", about="project", severity="info", basis="practice", confidence=0.7)
def check(project: Project, context: Context) -> Iterator[Found]:
    purpose = without_frame(core(project.purpose.text))
    name = without_frame(core(project.name.text))
    if not purpose or not name:
        raise NotEnoughData
    if len(purpose) > 1 and purpose in name:
        yield found(project.purpose, "purpose")
