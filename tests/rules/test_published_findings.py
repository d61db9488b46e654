"""On the published document: every error is one that a reviewer would return, and none is missing.

The lists were written down by reading the 54 tables, before the rules were run.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from perf_xl.intake.document import read_document
from perf_xl.law.frame import frame
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.context import Context
from perf_xl.rules.engine import Judgement, run
from perf_xl.rules.finding import Severity
from perf_xl.rules.summary import summarise
from tests.published import TEXT, needs_published

pytestmark = [pytest.mark.published, needs_published]

FAMILIES = ("FM", "FU", "ID", "PL", "GO", "IN", "TX", "DP")
RETURNED = {
    "cost above the budget": ("FU201", {14, 16}),
    "the goal is a bare number": ("GO103", {49}),
    "目标内容1 of the template is still there": ("GO104", {32, 50, 51, 53, 54}),
    "the same row under 质量 and 时效": ("IN201", {44}),
}
EXPLAINED = {
    "no satisfaction indicator": ("IN103", {17, 41, 42, 43}),
    "quotation marks around the goal": ("GO107", {1, 2}),
    "second goal not on its own line": ("GO106", {50, 51}),
    "goal copied from the purpose": ("GO108", {41, 42, 54}),
    "name cut off inside a bracket": ("TX201", {1, 2, 5, 26, 28}),
    "name of another row glued in front": ("TX301", {8, 13}),
    "everything at the end of the year": ("PL107", {20, 44}),
    "only cost is 100 of 120 万元": ("FU203", {13}),
}
REMARKED = {
    "blanks in the plan": ("PL105", {8, 11, 14, 16, 20, 23, 24, 44, 45}),
    "carried over from 2022": ("ID105", {1, 2, 3, 4, 5, 6}),
}


@cache
def judgement() -> Judgement:
    department = read_document(TEXT)
    rules = tuple(rule for rule in all_rules() if rule.family in FAMILIES)
    return run(rules, Context(department, frame("2015"), date(2023, 1, 10)))


def tables(code: str) -> set[int]:
    return {finding.project + 1 for finding in judgement().findings if finding.code == code and finding.project is not None}


@pytest.mark.parametrize("reason", RETURNED | EXPLAINED | REMARKED)
def test_as_the_reviewer_wrote_down(reason: str) -> None:
    code, expected = (RETURNED | EXPLAINED | REMARKED)[reason]
    assert tables(code) == expected


def test_nothing_else_is_an_error() -> None:
    errors = {finding.code for finding in judgement().findings if finding.severity is Severity.ERROR}
    assert errors == {code for code, _ in RETURNED.values()}


def test_copied_tables_are_named_once() -> None:
    summary = summarise(judgement().findings, read_document(TEXT))
    groups = [{position + 1 for position in group} for group in summary.copied]
    assert groups == [{1, 2, 5, 26, 28}, {3, 4, 27}, {6, 29}, {37, 39}]
    assert sum(finding.code == "IN401" for finding in judgement().findings) == len(groups)
    assert sum(summary.distinct.values()) < summary.total
