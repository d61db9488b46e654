"""ID201 两个项目用了同一个编码

查什么：同一部门里有没有重复的项目编码。
为什么：编码是项目的身份，重复的编码会把两个项目的支出混在一起。
怎么改：与一体化系统核对，改正其中一个。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.rules.codes import tidy_code
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="ID201", name="code-doubled", about="department", severity="error", basis="caiban-2023-12")
def check(department: Department, context: Context) -> Iterator[Found]:
    seen: dict[str, int] = {}
    for position, project in enumerate(department.projects):
        code = tidy_code(project.code.text)
        if not code:
            continue
        if code in seen and not _same_table(project, department.projects[seen[code]]):
            other = department.projects[seen[code]]
            yield found(project.code, "code", project=position, other=f"{other.no or seen[code] + 1}“{other.name.text}”")
        seen.setdefault(code, position)


def _same_table(one: Project, other: Project) -> bool:
    """A table handed in twice is FM204's."""
    rows = (tuple(row.row_key for row in each.indicators) for each in (one, other))
    return (one.name.text, one.budget.text) == (other.name.text, other.budget.text) and next(rows) == next(rows)
