"""What is due when: the plan's nodes, deadlines, regulation and practice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from perf_xl.actions import load_json
from perf_xl.demo import SAMPLE
from perf_xl.law.timetable import appointed
from perf_xl.model.department import Department
from perf_xl.timetable.due_dates import due_dates, region_of
from tests.case_file import context_of


@pytest.fixture(scope="module")
def bureau() -> Department:
    return load_json(SAMPLE / "department.json")


def test_the_nodes_carry_the_planned_totals(bureau: Department) -> None:
    nodes = {each.key: each for each in due_dates(bureau, 2023, "") if each.key.startswith("node")}
    assert {key: (each.day, each.planned) for key, each in nodes.items()} == {
        "node-3": (date(2023, 3, 31), Decimal("8127.818")), "node-6": (date(2023, 6, 30), Decimal("16109.572")),
        "node-10": (date(2023, 10, 31), Decimal("25586.1245")), "node-12": (date(2023, 12, 31), Decimal("33381.60"))}


def test_a_region_is_what_most_codes_begin_with(bureau: Department) -> None:
    assert region_of(bureau) == "130600"
    assert region_of(context_of({"project": {"code": "待换51010023T000010263357"}}).department) == "510100"
    assert region_of(Department()) == ""


@pytest.mark.parametrize(("region", "year", "keys"), [
    ("", 2023, {"monitoring": date(2023, 8, 31), "self-evaluation": date(2024, 2, 29)}),
    ("130600", 2023, {"monitoring": date(2023, 7, 31), "detail-budget": date(2023, 6, 30)}),
    ("130600", 2021, {"monitoring": date(2021, 8, 31)}),
    ("510100", 2025, {"monitoring": date(2025, 7, 31), "monitoring-autumn": date(2025, 10, 31)}),
    ("510117", 2025, {"monitoring-november": date(2025, 11, 30), "monitoring-autumn": date(2025, 10, 31)}),
])
def test_a_regions_own_dates_come_before_the_usual_ones(region: str, year: int, keys: dict[str, date]) -> None:
    dates = {each.key: each.on(year) for each in appointed(region, year)}
    assert keys.items() <= dates.items()


def test_a_date_of_practice_is_never_shown_as_a_regulation() -> None:
    for each in appointed("510117", 2030):
        assert ("惯例" in each.basis) == (each.trust == "practice")
        assert each.source


def test_deadlines_of_one_day_are_one_event() -> None:
    department = context_of({"projects": [{}, {"indicator": {"level2": "时效指标", "level3": "完工时间", "value": "6月底前"}}]}).department
    deadlines = {each.key: each for each in due_dates(department, 2023, "") if each.key.startswith("deadline")}
    assert {key: each.day for key, each in deadlines.items()} == {
        "deadline-0630": date(2023, 6, 30), "deadline-1210": date(2023, 12, 10)}
    assert "完工时间" in deadlines["deadline-0630"].what


def test_a_deadline_of_another_year_is_left_to_the_rules() -> None:
    department = context_of({"indicator": {"level2": "时效指标", "value": "2022年12月31日前"}}).department
    assert not [each for each in due_dates(department, 2023, "") if each.key.startswith("deadline")]


def test_a_project_without_plan_has_no_node() -> None:
    department = context_of({"project": {"plan": ["", "", "", ""]}}).department
    assert not [each for each in due_dates(department, 2023, "") if each.key.startswith("node")]
