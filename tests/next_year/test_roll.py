"""Next year's department: what moves on, what is proposed, what is emptied."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from perf_xl.errors import Unusable
from perf_xl.layout.read_actuals import ActualValue
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.evaluation import Outcome, SelfEvaluation
from perf_xl.next_year.actuals import match, own_actuals
from perf_xl.next_year.roll import CodeFate, roll
from tests.case_file import context_of


def department(**case: object) -> Department:
    return context_of(dict(case)).department


def test_name_title_and_code_move_on() -> None:
    rolled = roll(department(), 2024)
    project = rolled.department.projects[0]
    assert rolled.department.year == 2024
    assert project.name.text == "2024年教师业务培训经费"
    assert project.title.text == "1.2024年教师业务培训经费绩效目标表"
    assert project.code.text == "待换51010023T000010263357"
    assert rolled.carried[0].code_fate is CodeFate.RENEWED


def test_plan_goals_and_indicators_stay_as_a_proposal() -> None:
    before = department()
    project, old = roll(before, 2024).department.projects[0], before.projects[0]
    assert (project.plan, project.goal_text, project.purpose) == (old.plan, old.goal_text, old.purpose)
    assert [row.row_key for row in project.indicators] == [row.row_key for row in old.indicators]


def test_amounts_are_blank_and_last_years_stands_beside() -> None:
    project = roll(department(), 2024).department.projects[0]
    assert project.budget.is_blank
    assert project.fiscal.is_blank
    assert project.other.is_blank
    assert project.last_budget.text == "50.00"


def test_each_target_stands_beside_last_years_target_and_actual() -> None:
    before = department()
    found = match(before, [ActualValue("51010023T000010263357", "培训合格率", "97.5%")])
    rows = roll(before, 2024, found.by_row).department.projects[0].indicators
    assert [row.last_target.text for row in rows] == [row.value.text for row in before.projects[0].indicators]
    assert [row.last_actual.text for row in rows] == ["", "97.5%", "", "", "", ""]


def test_money_carried_over_keeps_name_and_code() -> None:
    rolled = roll(department(project={"code": "51010022T000010263357", "name": "2022年第二批补助资金"}), 2024)
    (carried,) = rolled.carried
    assert carried.is_carried_over
    assert carried.code_fate is CodeFate.KEPT
    assert rolled.department.projects[0].code.text == "51010022T000010263357"
    assert rolled.department.projects[0].name.text == "2022年第二批补助资金"


def test_last_years_waivers_do_not_hold_any_more() -> None:
    rolled = roll(department(indicator={"level2": "质量指标", "waiver": {"reason": "合同约定"}}), 2024)
    assert rolled.waivers == 1
    assert all(row.waiver.is_blank for row in rolled.department.projects[0].indicators)


def test_rolling_twice_marks_a_code_once() -> None:
    twice = roll(roll(department(), 2024).department, 2025).department.projects[0]
    assert twice.code.text == "待换51010023T000010263357"
    assert twice.name.text == "2025年教师业务培训经费"


@pytest.mark.parametrize(("year", "to", "what"), [(0, 2024, "next_year.no_year"), (2023, 2023, "next_year.not_later"),
                                                  (2023, 2022, "next_year.not_later"), (2023, 20240, "next_year.not_later")])
def test_a_year_that_does_not_follow_is_refused(year: int, to: int, what: str) -> None:
    with pytest.raises(Unusable) as refused:
        roll(department(department={"year": year}), to)
    assert refused.value.what == what


def test_actual_values_find_their_rows_by_name_and_only_once() -> None:
    before = department(projects=[{}, {"name": "另一个项目"}])
    found = match(before, [ActualValue("另一个项目", "培训 人数", "131人"), ActualValue("另一个项目", "培训人数", "132人"),
                           ActualValue("没有的项目", "培训人数", "1人")])
    assert found.by_row == {(1, 0): "131人"}
    assert [each.value for each in found.unmatched] == ["132人", "1人"]


def test_the_own_self_evaluation_gives_last_years_values_and_is_emptied() -> None:
    before = department()
    reached = (Outcome(actual=written("131人")), Outcome(), Outcome(actual=written("11月30日")))
    evaluated = replace(before, projects=(replace(before.projects[0], evaluation=SelfEvaluation(outcomes=reached)),))
    project = roll(evaluated, 2024, own_actuals(evaluated)).department.projects[0]
    assert [row.last_actual.text for row in project.indicators] == ["131人", "", "11月30日", "", "", ""]
    assert project.evaluation is None
