"""重点评价: chosen by amount, risk and findings, with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl.law.review import form_items, item_of, selection_law
from perf_xl.progress.progress import progress
from perf_xl.review.choose import amount_points, candidates, chosen_number
from perf_xl.rules.catalogue import chosen
from perf_xl.rules.finding import Finding, Severity, Waived
from tests.case_file import context_of

LAW = selection_law()


def department(*projects: dict):
    return context_of({"projects": list(projects)}).department


def test_amount_points_follow_what_larger_projects_hold_together() -> None:
    """100 of 200 is the largest; 50 has half of the money above it; 40 three quarters; 10 ninety-five percent."""
    budgets = [Decimal(each) for each in (100, 50, 40, 10)]
    assert [amount_points(each, budgets, LAW) for each in budgets] == [40, 25, 25, 0]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_more_money_never_has_fewer_points(numbers: list[int]) -> None:
    budgets = sorted((Decimal(number) for number in numbers), reverse=True)
    points = [amount_points(each, budgets, LAW) for each in budgets]
    assert points == sorted(points, reverse=True)
    assert all((given > 0) <= (budget > 0) for given, budget in zip(points, budgets, strict=True))


def test_findings_raise_a_project_and_are_the_reason() -> None:
    two = department({"budget": "50"}, {"budget": "50", "name": "另一个"})
    findings = [Finding("TV101", Severity.ERROR, project=1), Finding("TV125", Severity.WARNING, project=1)]
    first, second = candidates(two, findings)
    assert (first.position, first.finding_points) == (1, 7)
    assert "1 个错误、1 个提醒" in first.reasons[-1]
    assert second.finding_points == 0


def test_a_waived_finding_does_not_count() -> None:
    waived = replace(Finding("TV101", Severity.ERROR, project=0), waived=Waived("合同约定"))
    assert candidates(department({}), [waived])[0].finding_points == 0


def test_points_of_findings_have_a_ceiling() -> None:
    many = [Finding("TV101", Severity.ERROR, project=0)] * 40
    assert candidates(department({}), many)[0].finding_points == LAW.findings


@pytest.mark.parametrize(("project", "points", "word"), [
    ({"plan": ["", "", "", ""]}, 8, "没有填支出计划"),
    ({"plan": ["0", "0", "20", "100"]}, 6, "最后两个月"),
    ({"code": "51010022T000010263357"}, 8, "2022 年结转"),
    ({"name": "2023年中央政法转移支付资金"}, 4, "中央转移支付"),
    ({"budget": "80", "last_budget": "50"}, 10, "增加 60.00%"),
    ({"budget": "60", "last_budget": "50"}, 0, ""),
])
def test_signs_of_risk(project: dict, points: int, word: str) -> None:
    (one,) = candidates(department(project), [])
    assert one.risk_points == points
    assert any(word in reason for reason in one.reasons)


def test_a_project_without_last_year_is_new_only_where_others_have_one() -> None:
    by_position = {each.position: each for each in candidates(department({"last_budget": "50"}, {}), [])}
    assert by_position[1].risk_points == 6
    assert all(each.risk_points == 0 for each in candidates(department({}, {}), []))


def test_late_spending_counts_where_a_day_is_given() -> None:
    context = context_of({"spending": [["2023-03-01", "10000"]]})
    assert context.spending is not None
    pace = progress(context.department, context.spending, date(2023, 6, 30))
    (one,) = candidates(context.department, [], pace)
    assert (one.risk_points, "48.00" in "".join(one.reasons)) == (12, True)


def test_the_first_ones_are_chosen_and_ties_keep_their_order() -> None:
    ranked = candidates(department(*({} for _ in range(8))), [], top=3)
    assert [each.position for each in ranked] == list(range(8))
    assert [each.chosen for each in ranked] == [True] * 3 + [False] * 5


@pytest.mark.parametrize(("projects", "number"), [(1, 1), (5, 5), (49, 5), (54, 6), (100, 10), (101, 11)])
def test_how_many_are_chosen_without_being_told(projects: int, number: int) -> None:
    assert chosen_number(projects, LAW) == number


def test_the_form_has_a_hundred_points_in_four_parts() -> None:
    parts = {each.part: each.part_points for each in form_items()}
    assert parts == {"完整性": 20, "相关性": 30, "适当性": 30, "可行性": 20}
    assert sum(each.points for each in form_items()) == 100
    for part, points in parts.items():
        assert sum(each.points for each in form_items() if each.part == part) == points


@pytest.mark.parametrize("rule", chosen((), ("EV",)), ids=lambda rule: rule.code)
def test_every_rule_on_targets_belongs_to_an_item(rule) -> None:
    starts = [start for each in form_items() for start in each.rules if rule.code.startswith(start)]
    assert starts
    assert max(starts, key=len) in form_items()[item_of(rule.code)].rules


@pytest.mark.parametrize(("code", "item"), [("TV101", "规范完整性"), ("GO104", "明确清晰性"), ("SE201", "指标科学性"),
                                            ("TV112", "绩效合理性"), ("FU201", "资金匹配性"), ("PL107", "实现可能性")])
def test_findings_come_under_their_item(code: str, item: str) -> None:
    assert form_items()[item_of(code)].item == item
