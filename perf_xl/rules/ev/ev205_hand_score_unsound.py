"""EV205 核定得分没有依据或超出分值

查什么：核定得分是不是数、在不在 0 到分值之间；与程序评分不同的，是否写了理由。
为什么：改定的分数要能说明，超出分值的不能用。
怎么改：改为 0 到分值之间的数，并在“偏差原因”里写明理由。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.number import read_number
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import row_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV205", name="hand-score-unsound", about="indicator", severity="error", basis="scoring-practice",
      of=(is_evaluated,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.scoring.mark import points_text

    row = row_of(indicator, project, context)
    typed = row.outcome.by_hand
    if typed.is_blank:
        return
    number = read_number(typed.text).value
    if number is None or not 0 <= number <= row.weight:
        yield found(typed, "score", name=indicator.level3.text, weight=points_text(row.weight))
    elif row.mark.points is not None and number != row.mark.points and row.outcome.reason.is_blank:
        yield found(typed, "score", variant="reason", name=indicator.level3.text, weight=points_text(row.weight),
                    computed=points_text(row.mark.points))
