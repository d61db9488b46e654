"""PR102 支出严重落后于计划

查什么：到最近一个时间节点（3、6、10、12 月底），支出进度与资金支出计划相差多少个百分点。
为什么：支出进度是绩效运行监控的内容；落后太多的，资金可能被收回或者调整。
怎么改：核对合同和付款安排，尽快支付；确实花不完的，说明原因并申请调整。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.number import plain_text
from perf_xl.model.period import node_reached
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, NotEnoughData, rule
from perf_xl.rules.traits import has_ledger


@rule(code="PR102", name="far-behind-plan", about="project", severity="warning", basis="practice", needs=(has_ledger,))
def check(project: Project, context: Context) -> Iterator[Found]:
    from perf_xl.law.threshold import thresholds
    from perf_xl.progress.light import Light, against_plan
    from perf_xl.progress.pace import shown
    from perf_xl.progress.progress import pace_of

    if context.spending is None:
        raise NotEnoughData
    node = node_reached(context.spending.year, context.spending_day)
    if node is None:
        raise NotApplicable
    pace, law = pace_of(project, context.spending, context.spending_day), thresholds(context.region, context.spending_day)
    light = against_plan(pace, law, node)
    if light is None or pace.gap is None or pace.planned is None:
        raise NotEnoughData
    if light is Light.RED:
        yield found(project.plan.at(node).entry, "spending", node=node, month=node, points=shown(-pace.gap),
                    spent=plain_text(pace.spent, 2), planned=plain_text(pace.planned, 2),
                    missing=plain_text(pace.planned - pace.spent, 2))
