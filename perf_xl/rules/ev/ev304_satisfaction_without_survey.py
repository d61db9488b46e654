"""EV304 满意度没有调查依据

查什么：填了满意度的指标，佐证材料或完成情况里是否提到问卷、调查、测评等。
为什么：没有做过调查的满意度，复核自评时得零分。
怎么改：补上问卷或测评结果，把材料名称写进“佐证材料”；没有调查的不要填满意度。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import is_satisfaction
from perf_xl.law.wording import any_of, words
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import NotApplicable, rule
from perf_xl.rules.subjects import Row, levels_text, same_for
from perf_xl.rules.traits import is_evaluated


@same_for(levels_text)
def asks_for_satisfaction(row: Row) -> bool:
    return is_satisfaction(row.indicator.level1.text, row.indicator.level2.text)


@rule(code="EV304", name="satisfaction-without-survey", about="indicator", severity="warning", basis="sichuan-2025-5", confidence=0.8,
      of=(is_evaluated, asks_for_satisfaction))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    form = form_of(project)
    if not is_satisfaction(indicator.level1.text, indicator.level2.text):
        raise NotApplicable
    outcome = form.outcomes[indicator.index] if indicator.index < len(form.outcomes) else None
    if outcome is None or outcome.actual.is_blank or outcome.actual.text in words("not_involved"):
        raise NotApplicable
    told = form.attachments.text + form.achieved.text + outcome.reason.text
    if not any_of("asked_people").search(told):
        yield found(outcome.actual, "actual", name=indicator.level3.text)
