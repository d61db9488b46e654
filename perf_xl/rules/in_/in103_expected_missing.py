"""IN103 没有满意度指标

查什么：有没有服务对象满意度指标；2021 版还看质量指标。
为什么：直接服务群众或单位的项目应当有满意度；确实没有服务对象的，可以不设。
怎么改：补充满意度指标；没有服务对象的，写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="IN103", name="expected-missing", about="project", severity="warning", basis="caiyu-2015-88")
def check(project: Project, context: Context) -> Iterator[Found]:
    levels = {(row.level1.text, row.level2.text) for row in project.indicators if row.level3.text}
    if not levels:
        raise NotEnoughData
    present = {usual_level2(level2) for _, level2 in levels}
    if "满意度指标" in {usual_level1(level1) for level1, _ in levels}:
        present.add("服务对象满意度指标")
    missing = [each for each in context.frame.expected if each not in present]
    if missing:
        mild = "服务对象满意度指标" not in missing or context.frame.profile == "2021"
        yield found(heading(project), "indicators", missing="、".join(missing), severity=Severity.INFO if mild else None)
