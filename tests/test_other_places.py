"""Judged on what other places write: sound tables stay clean, faulty rows are found, each at its cell."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from perf_xl.law.frame import frame
from perf_xl.rules.catalogue import chosen
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Finding, Severity
from tests.case_file import department_case

GOLDEN = Path(__file__).parent / "golden"
RULES = chosen(("TV", "SE"))
SOUND = tomllib.loads((GOLDEN / "sound_indicators.toml").read_text(encoding="utf-8"))["project"]
FAULTY = tomllib.loads((GOLDEN / "faulty_indicators.toml").read_text(encoding="utf-8"))["rows"]


def judged(project: dict[str, Any], profile: str) -> tuple[Finding, ...]:
    return run(RULES, department_case({"project": project, "profile": profile}).context).findings


def row(level2: str, level3: str, description: str, value: str, profile: str) -> dict[str, str]:
    parents = frame(profile).parents(level2) or frame("2021").parents(level2)
    return {"level1": parents[0], "level2": level2, "level3": level3, "description": description, "value": value,
            "evidence": "年度工作计划"}


def findings_of(project: dict[str, Any]) -> list[tuple[Severity, str, str]]:
    profile = project["profile"]
    rows = [row(*cells, profile) for cells in project["rows"]]
    given = {"name": project["name"], "purpose": project["purpose"], "indicators": rows}
    return [(each.severity, each.code, rows[each.indicator or 0]["level3"]) for each in judged(given, profile)]


@pytest.mark.parametrize("project", SOUND, ids=[project["name"] for project in SOUND])
def test_no_error_on_a_sound_table(project: dict[str, Any]) -> None:
    assert [each for each in findings_of(project) if each[0] is Severity.ERROR] == []


def test_hardly_a_warning_on_sound_tables() -> None:
    rows = sum(len(project["rows"]) for project in SOUND)
    warned = [each for project in SOUND for each in findings_of(project) if each[0] is Severity.WARNING]
    assert rows >= 60
    assert len(warned) * 50 <= rows, warned


@pytest.mark.parametrize(("code", "severity", "cells"), [(code, severity, cells) for code, severity, *cells in FAULTY],
                         ids=[f"{each[0]} {each[3]} {each[5]}" for each in FAULTY])
def test_every_fault_is_found_at_its_cell(code: str, severity: str, cells: list[str]) -> None:
    profile = "2021" if cells[0] == "经济成本指标" else "2015"
    project = {"name": "综合业务经费", "purpose": "用于本单位业务支出", "indicators": [row(*cells, profile)]}
    assert (code, severity, 10) in [(each.code, each.severity.value, each.place.row)
                                    for each in judged(project, profile)]
