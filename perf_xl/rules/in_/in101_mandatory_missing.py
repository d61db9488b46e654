"""IN101 缺少必填的二级指标

查什么：框架要求必填的二级指标是否都有：2015 版为数量、质量、时效、成本和至少一类效益；2021 版为数量、时效和至少一类成本、一类效益。
为什么：缺一类就看不出这一方面的目标，完整性审核通不过。
怎么改：补充缺少的指标；当地规定可以不填的，写例外说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.model.project import Project
from perf_xl.rules.cells import heading
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.form_use import frame_is_certain
from perf_xl.rules.rule import NotEnoughData, rule


@rule(code="IN101", name="mandatory-missing", about="project", severity="error", basis="caiyu-2015-88")
def check(project: Project, context: Context) -> Iterator[Found]:
    levels = {(row.level1.text, row.level2.text) for row in project.indicators if row.level3.text}
    present, firsts = {usual_level2(level2) for _, level2 in levels}, {usual_level1(level1) for level1, _ in levels}
    if not present - {""}:
        raise NotEnoughData
    missing = [each for each in context.frame.mandatory if each not in present]
    groups = [group for group in context.frame.any_of if present.isdisjoint(group) and not _parent(group, context) & firsts]
    if not missing and not groups:
        return
    names = [*missing, *(f"{'或'.join(group)}（至少一项）" for group in groups)]
    cost_only = not missing and all("经济成本指标" in group for group in groups)
    doubtful = cost_only or (not groups and set(missing) <= {"成本指标", "质量指标"} and not frame_is_certain(context))
    yield found(heading(project), "indicators", missing="、".join(names), severity=Severity.WARNING if doubtful else None)


def _parent(group: tuple[str, ...], context: Context) -> set[str]:
    """The 一级指标 of a group, for forms that leave the second level blank."""
    return {"成本指标"} & {first for second in group for first in context.frame.parents(second)}
