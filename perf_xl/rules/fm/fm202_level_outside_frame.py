"""FM202 指标级次不在指标框架里

查什么：一级指标、二级指标是不是框架里的名称。
为什么：名称不在框架里，财政部门的系统无法导入，也没法按类汇总。
怎么改：改成框架里的名称；当地另有规定的，在例外说明里写明依据。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import known_levels, usual_level1, usual_level2
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, levels_text, same_for


@same_for(levels_text)
def is_outside_frame(row: Row) -> bool:
    frame = row.context.frame
    return bool((row.level1 and row.level1 not in frame.level1) or (row.level2 and row.level2 not in frame.level2))


@rule(code="FM202", name="level-outside-frame", about="indicator", severity="warning", basis="caiyu-2015-88",
      where=(is_outside_frame,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    firsts, seconds = known_levels()
    first, second = usual_level1(indicator.level1.text), usual_level2(indicator.level2.text)
    if first and first not in context.frame.level1:
        variant = "other_frame" if first in firsts else ""
        yield found(indicator.level1, "level1", level="一级指标", variant=variant, frame=context.frame.title)
    elif second and second not in context.frame.level2:
        variant = "other_frame" if second in seconds else ""
        yield found(indicator.level2, "level2", level="二级指标", variant=variant, frame=context.frame.title)
