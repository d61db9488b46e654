"""ID103 项目编码里有空格或全角字符

查什么：项目编码里有没有空格、引号、全角或小写字符。
为什么：看起来一样，系统比对时却是两个编码。
怎么改：去掉空格，改成半角大写。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import NotApplicable, rule


@rule(code="ID103", name="code-untidy", about="project", severity="info", basis="form-layout", on_change=True)
def check(project: Project, context: Context) -> Iterator[Found]:
    if project.code.is_blank:
        raise NotApplicable
    tidy = tidy_code(project.code.text)
    if tidy != (project.code.raw or project.code.text) and read_code(tidy) is not None:
        yield found(project.code, "code", tidy=tidy, fix=replace_text(project.code, tidy, "tidy_code"))
