"""TX103 指标值确定依据空白

查什么：填了指标值的行，有没有写依据。
为什么：没有依据的数，审核时要求说明从哪里来。
怎么改：写明计划标准、行业标准、历史数据或预算标准的出处。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.form_use import asks_for_evidence
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, department, evidence_text, same_for, target_text


@same_for(target_text)
def has_value(row: Row) -> bool:
    return bool(row.indicator.value.text)


@same_for(department)
def is_asked_for_evidence(row: Row) -> bool:
    """The form has a column for it."""
    return row.context.once(asks_for_evidence)


@same_for(evidence_text)
def is_without_evidence(row: Row) -> bool:
    return row.indicator.evidence.is_blank


@rule(code="TX103", name="evidence-blank", about="indicator", severity="warning", basis="caiyu-2015-88",
      of=(has_value, is_asked_for_evidence), where=(is_without_evidence,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    entry = indicator.evidence if indicator.evidence.place.row else indicator.value
    yield found(entry, "evidence", name=indicator.level3.text)
