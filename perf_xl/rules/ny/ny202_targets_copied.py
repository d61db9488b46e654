"""NY202 指标值照抄上年

查什么：有上年指标值的表，能提高的指标值是不是大半和上年一样。
为什么：目标应当比上年有进步；整张照抄，说明没有重新测算。
怎么改：对照上年实际值逐项测算；确实应当不变的，在该项目“例外说明”写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.setting import setting
from perf_xl.model.project import Project
from perf_xl.model.target import read_target
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.last_year import could_move, same_target
from perf_xl.rules.rule import NotEnoughData, rule
from perf_xl.rules.traits import was_rolled


@rule(code="NY202", name="targets-copied", about="project", severity="warning", basis="practice", confidence=0.7,
      of=(was_rolled,))
def check(project: Project, context: Context) -> Iterator[Found]:
    movable = [each for each in project.indicators if not each.last_target.is_blank and could_move(each)]
    if not movable:
        raise NotEnoughData
    same = [each for each in movable if same_target(each.target, read_target(each.last_target.text))]
    if len(same) * 100 >= setting("copied_targets_percent") * len(movable) and len(same) >= setting("copied_targets_least"):
        names = "、".join(each.level3.text for each in same[:3])
        yield found(same[0].value, "indicators", number=len(same), of=len(movable), names=names)
