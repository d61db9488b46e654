"""EV105 各类指标的分值与评分规则不同

查什么：产出、效益、满意度（和成本）各类指标的分值，是否与评分规则给的一致。
为什么：分值由文件规定，挪动要有理由。
怎么改：按评分规则调整；当地另有规定的，把评分规则改为“自定”并填上数字。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV105", name="weights-off-profile", about="project", severity="warning", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.mark import ZERO, points_text

    made = evaluated(project, context)
    law = made.law
    groups = [law.group_of(row.indicator.level1.text, row.indicator.level2.text) for row in made.rows]
    shares = law.shares_for(tuple(groups))
    if len(shares) < 2:
        raise NotApplicable
    for group, share in shares.items():
        members = [row for row, own in zip(made.rows, groups, strict=True) if own == group]
        given = sum((row.weight for row in members), ZERO)
        if given != share:
            yield found(members[0].outcome.weight, "score", group=group, given=points_text(given), share=points_text(share))
