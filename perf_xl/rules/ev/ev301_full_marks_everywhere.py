"""EV301 指标全部得满分

查什么：一个项目的指标是否全部得满分。
为什么：审计指出自评流于形式；全部满分的，目标可能偏低，或者完成值照抄了目标。
怎么改：逐项核对完成值的依据；属实的在“例外说明”里写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated, form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, NotEnoughData, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV301", name="full-marks-everywhere", about="project", severity="warning", basis="chifeng-audit-2023",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    made = evaluated(project, context)
    if len(made.rows) < setting("full_marks_least_rows"):
        raise NotApplicable
    if made.open_rows:
        raise NotEnoughData
    if all(row.points == row.weight for row in made.rows if row.weight > 0):
        yield found(form_of(project).achieved if not form_of(project).achieved.is_blank else project.name, "score", rows=len(made.rows))
