"""ID104 项目编码的校验位不对

查什么：130600…P00 开头的编码，末位是由前 20 位算出的校验位；别处的编码没有已知的校验位，不检查。
为什么：校验位对不上，说明前面有一位抄错。
怎么改：与一体化系统里的编码逐位核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.model.project_code import check_character
from perf_xl.rules.codes import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_check_character(table: Table) -> bool:
    return table.read_code is not None and table.read_code.has_check_character


@rule(code="ID104", name="check-character", about="project", severity="error", basis="code-observed", on_change=True,
      of=(has_check_character,))
def check(project: Project, context: Context) -> Iterator[Found]:
    code = read_code(tidy_code(project.code.text))
    if code is not None and not code.checks:
        right = check_character(code.text[:-1])
        fix = replace_text(project.code, code.text[:-1] + right, "check_character", Safety.SHOW) if right else None
        yield found(project.code, "code", right=right or "？", fix=fix)
