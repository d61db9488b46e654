"""ID203 项目名称与标题不一致

查什么：表标题去掉序号和“绩效目标表”，是否就是项目名称。
为什么：标题和名称不同，不知道这张表到底是哪个项目的。
怎么改：按批复的项目名称改成一致。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.comparing import core
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="ID203", name="name-not-title", about="project", severity="warning", basis="form-layout")
def check(project: Project, context: Context) -> Iterator[Found]:
    inner = _inner(project.title.text)
    if project.name.is_blank or not core(inner):
        raise NotApplicable
    if project.name.text in project.title.text:
        return
    if core(inner) in ("项目", "预算", "预算项目", "部门预算项目"):
        raise NotApplicable
    blanks_only = "".join(project.name.text.split()) in "".join(project.title.text.split())
    yield found(project.name, "name", title=inner, severity=Severity.INFO if blanks_only else None)


def _inner(title: str) -> str:
    """What stands between the number and 项目支出绩效目标申报表; '' for a title of another kind."""
    named = title.rstrip().removesuffix("表").removesuffix("申报")
    if not named.endswith("绩效目标"):
        return ""
    named = named.removesuffix("绩效目标").removesuffix("支出").removesuffix("项目").lstrip()
    behind = named.lstrip("".join(filter(str.isdecimal, named))).lstrip()
    return behind[behind[:1] in (".", "、", "．"):].lstrip()
