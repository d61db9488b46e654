"""TX104 满意度的依据不能说明怎样得到

查什么：满意度指标的依据是不是问卷、调查、回访一类；写“年度工作计划”的不算。
为什么：满意度要向服务对象调查才知道，没有调查的满意度自评时不得分。
怎么改：改成取得数据的办法，如“调查问卷”。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.wording import any_of
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, evidence_text, levels_text, same_for


@same_for(levels_text)
def asks_for_satisfaction(row: Row) -> bool:
    return row.level1 == "满意度指标" or row.level2 == "服务对象满意度指标"


@same_for(evidence_text)
def has_evidence(row: Row) -> bool:
    return not row.indicator.evidence.is_blank


@same_for(evidence_text)
def is_unspecific(row: Row) -> bool:
    """No word of a survey, but one of those that fit everything."""
    text = row.indicator.evidence.text
    return not any_of("survey").search(text) and bool(any_of("unspecific_evidence").search(text))


@rule(code="TX104", name="evidence-unfit", about="indicator",
      severity="warning", basis="caiyu-2021-101", confidence=0.8, of=(asks_for_satisfaction, has_evidence), where=(is_unspecific,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    yield found(indicator.evidence, "evidence", name=indicator.level3.text,
                fix=replace_text(indicator.evidence, "调查问卷", "survey", Safety.ASK))
