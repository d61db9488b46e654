"""EV104 分值合计不是 100 分

查什么：预算执行率和各项指标的分值合计是否正好 100 分。
为什么：自评总分为 100 分；合计不对，得分和等级都不能用。
怎么改：调整指标分值；不填分值的，程序按评分规则平均分配。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import evaluated
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV104", name="weights-not-hundred", about="project", severity="error", basis="caiyu-2020-10",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.law.marking import FULL
    from perf_xl.scoring.mark import points_text

    made = evaluated(project, context)
    if made.rows and made.weight_sum != FULL:
        first = next((row.outcome.weight for row in made.rows if not row.outcome.weight.is_blank), made.rows[0].outcome.weight)
        yield found(first, "score", total=points_text(made.weight_sum), gap=points_text(abs(FULL - made.weight_sum)),
                    variant="more" if made.weight_sum > FULL else "less")
