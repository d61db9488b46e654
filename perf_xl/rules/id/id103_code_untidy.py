"""ID103 项目编码里有空格或全角字符

查什么：项目编码里有没有空格、引号、全角或小写字符。
为什么：看起来一样，系统比对时却是两个编码。
怎么改：去掉空格，改成半角大写。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.codes import tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_code(table: Table) -> bool:
    return not table.project.code.is_blank


def has_untidy_code(table: Table) -> bool:
    code = table.project.code
    return table.code != (code.raw or code.text) and table.read_code is not None


@rule(code="ID103", name="code-untidy", about="project", severity="info", basis="form-layout", on_change=True,
      of=(has_code,), where=(has_untidy_code,))
def check(project: Project, context: Context) -> Iterator[Found]:
    tidy = tidy_code(project.code.text)
    yield found(project.code, "code", tidy=tidy, fix=replace_text(project.code, tidy, "tidy_code"))
