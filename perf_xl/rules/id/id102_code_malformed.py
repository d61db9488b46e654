"""ID102 项目编码格式不对

查什么：项目编码应当是 21 位：6 位行政区划、2 位年份、1 个字母、12 位顺序号。
为什么：位数或格式不对的编码在系统里查不到项目。
怎么改：与一体化系统里的编码逐位核对；当地另有编码规则的，写例外说明。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.model.project_code import LENGTH
from perf_xl.model.renewal import code_to_renew
from perf_xl.rules.codes import read_code, tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_own_code(table: Table) -> bool:
    """A code marked as 待换 is NY101's."""
    return not table.project.code.is_blank and not code_to_renew(table.project.code.text)


def has_malformed_code(table: Table) -> bool:
    return table.read_code is None


@rule(code="ID102", name="code-malformed", about="project", severity="error", basis="caiban-2023-12", on_change=True,
      of=(has_own_code,), where=(has_malformed_code,))
def check(project: Project, context: Context) -> Iterator[Found]:
    code = tidy_code(project.code.text)
    lengths, others = context.once(_malformed)
    local = lengths[len(code)] >= setting("code_family_least") and lengths[len(code)] * 2 > others
    yield found(project.code, "code", length=len(code), variant="pattern" if len(code) == LENGTH else "",
                severity=Severity.WARNING if local else None)


def _malformed(department: Department) -> tuple[Counter[int], int]:
    """How many codes of each length have no form that is known, and how many codes there are."""
    codes = [tidy_code(each.code.text) for each in department.projects if not each.code.is_blank]
    return Counter(len(code) for code in codes if read_code(code) is None), len(codes)
