"""Every fault of the case files, planted somewhere in a department of sound tables, is found at its table and cell."""

from __future__ import annotations

import random
from typing import Any

import pytest

from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.rule import Rule
from tests.case_file import Case, context_of, read_cases

# A case about one table can be planted among others; what is about a whole department or its ledger cannot.
_ONE_TABLE = ("project", "indicator", "indicators", "evaluation")
PLANTED = [(rule, case) for rule in all_rules() for case in read_cases(rule.code)[0]
           if not {"projects", "department", "roster", "spending"} & set(case.expected) and rule.code not in ("IN401", "EV401")]


def department_with(case: dict[str, Any], position: int, tables: int) -> dict[str, Any]:
    """The case's table at a position among sound ones, each with indicators of its own."""
    fault = {**case.get("project", {}), **{key: case[key] for key in _ONE_TABLE[1:] if key in case}}
    sound: list[dict[str, Any]] = [
        {"code": f"51010023T0000109{number:05d}", "name": f"第{number}批校舍维修工程",
         "indicator": {"level2": "数量指标", "level3": f"第{number}批培训人数", "value": f"≥{100 + number}人"}}
        for number in range(tables)]
    sound[position] = {"code": f"51010023T0000109{position:05d}", **fault}
    return {**{key: value for key, value in case.items() if key not in _ONE_TABLE}, "projects": sound}


@pytest.mark.parametrize(("rule", "case"), PLANTED, ids=[case.label for _, case in PLANTED])
def test_found_where_it_was_planted(rule: Rule, case: Case) -> None:
    position = random.Random(case.label).randrange(6)
    judgement = run(all_rules(), context_of(department_with(case.expected, position, 6)))
    own = [finding for finding in judgement.findings if finding.code == rule.code]
    assert [finding.project for finding in own if finding.field == case.expected["field"]], "not found"
    assert {finding.project for finding in own} == {position}
    if "row" in case.expected:
        assert case.expected["row"] - 1 in {finding.indicator for finding in own}
