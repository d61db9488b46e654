"""FM203 指标级次用了别的叫法

查什么：一级指标、二级指标是否写成框架里的标准名称。
为什么：意思看得懂，但导入财政部门的系统时可能对不上。
怎么改：改成标准名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, levels_text, same_for


@same_for(levels_text)
def is_named_otherwise(row: Row) -> bool:
    """Either level as printed is not the usual name."""
    return row.indicator.level1.text != row.level1 or row.indicator.level2.text != row.level2


@rule(code="FM203", name="level-named-otherwise", about="indicator", severity="info", basis="caiyu-2015-88",
      where=(is_named_otherwise,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    for entry, field, usual, printed in (
        (indicator.level1, "level1", usual_level1(indicator.level1.text), indicator.printed_level1),
        (indicator.level2, "level2", usual_level2(indicator.level2.text), indicator.printed_level2),
    ):
        bare = "".join(entry.text.split())
        if printed and bare != usual and usual in context.frame.level1 + context.frame.level2:
            yield found(entry, field, usual=usual, fix=replace_text(entry, usual, "usual_name", Safety.ASK))
