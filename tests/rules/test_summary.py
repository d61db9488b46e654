"""The numbers above the findings."""

from __future__ import annotations

from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.summary import Summary, summarise
from tests.case_file import context_of


def summary_of(case: dict[str, object]) -> Summary:
    context = context_of(case)
    return summarise(run(all_rules(), context).findings, context.department)


def test_a_sound_project_is_clean_and_spotless() -> None:
    summary = summary_of({})
    assert (summary.projects, summary.clean, summary.spotless, summary.total) == (1, 1, 1, 0)


def test_an_info_leaves_a_project_clean_but_not_spotless() -> None:
    summary = summary_of({"project": {"plan": ["25", "50", "100", "100"]}})
    assert (summary.clean, summary.spotless) == (1, 0)
    assert summary.by_severity == {"error": 0, "warning": 0, "info": 1}
    assert summary.by_family == {"PL": 1}


def test_waived_findings_are_counted_apart() -> None:
    summary = summary_of({"project": {"budget": "60.00", "waiver": {"reason": "待批复", "name": "王某"}}})
    assert summary.by_severity["error"] == 0
    assert summary.waived >= 1


def test_what_a_copied_table_repeats_is_said_once() -> None:
    broken = {"indicator": {"level2": "质量指标", "level3": "培训合格率", "description": "培训合格率", "value": "≥95%"}}
    summary = summary_of({"projects": [broken, broken, broken]})
    assert summary.copied == ((0, 1, 2),)
    assert summary.by_severity["info"] == 3
    assert summary.distinct["info"] == 1
