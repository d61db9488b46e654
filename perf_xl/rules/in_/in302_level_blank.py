"""IN302 指标级次空白

查什么：填了三级指标的行，一级、二级指标是否都有（合并单元格沿用上面的）。
为什么：没有级次，不知道归哪一类。
怎么改：补填一级指标和二级指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import usual_level1
from perf_xl.model.entry import Entry
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_level2
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, levels_text, same_for
from perf_xl.rules.traits import is_named


@same_for(levels_text)
def lacks_level(row: Row) -> bool:
    return row.indicator.level1.is_blank or row.indicator.level2.is_blank


@rule(code="IN302", name="level-blank", about="indicator", severity="error", basis="form-layout",
      of=(is_named,), where=(lacks_level,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    if indicator.level1.is_blank:
        yield found(_at(indicator.level1, indicator), "level1", name=indicator.level3.text, level="一级指标")
    if indicator.level2.is_blank and usual_level1(indicator.level1.text) != "满意度指标" and context.once(asks_for_level2):
        yield found(_at(indicator.level2, indicator), "level2", name=indicator.level3.text, level="二级指标")


def _at(entry: Entry, indicator: Indicator) -> Entry:
    return entry if entry.place.row else indicator.level3
