"""A whole form computed by hand, under every profile; and what must hold for any form."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl.law.frame import PROFILES, frame
from perf_xl.law.marking import MARKINGS, customised, marking, proposed_weights
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.evaluation import EvaluationSettings, Outcome, SelfEvaluation
from perf_xl.model.marking_choice import marking_of
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending, Voucher, VoucherKind, spending_of
from perf_xl.scoring.evaluation import Evaluation, evaluate
from perf_xl.scoring.evaluation_json import evaluation_json
from tests.case_file import department_case

FORMS = Path(__file__).parent / "forms"
HAND = tomllib.loads((FORMS / "training.toml").read_text(encoding="utf-8"))


def hand_computed(form: dict[str, Any]) -> tuple[Department, Spending]:
    rows = [{key: row[key] for key in ("level1", "level2", "level3", "value")} for row in form["rows"]]
    outcomes = [{"actual": row["actual"]} for row in form["rows"]]
    case = department_case({"project": {"budget": form["budget"]}, "indicators": rows, "evaluation": {"outcomes": outcomes},
                            "spending": [["2023-11-30", form["executed"]]]})
    assert case.context.spending is not None
    return case.context.department, case.context.spending


@pytest.mark.parametrize("profile", MARKINGS)
def test_the_form_computed_by_hand(profile: str) -> None:
    department, spending = hand_computed(HAND)
    (found,) = evaluate(department, marking(profile), spending).projects
    expected = HAND["profiles"][profile]
    assert [row.weight for row in found.rows] == [Decimal(weight) for weight in expected["weights"]]
    assert found.weight_sum == 100
    assert found.execution.points == Decimal(expected["execution"])
    assert [row.points for row in found.rows] == [Decimal(points) for points in expected["points"]]
    assert [row.mark.is_marked for row in found.rows] == expected["marked"]
    assert (found.total, found.grade) == (Decimal(expected["total"]), expected["grade"])


def test_a_profile_changes_exactly_what_it_documents() -> None:
    """Between 2020 and Hebei nothing but one mark; between 2020 and 2021 weights, steps and the threshold."""
    department, spending = hand_computed(HAND)
    printed = {profile: evaluation_json(evaluate(department, marking(profile), spending))["projects"][0] for profile in MARKINGS}
    assert changed(printed["2020"], printed["hebei"]) == {"rows.3.marked"}
    assert changed(printed["2020"], printed["2021"]) == {
        "execution.points", "execution.steps", "total", "points_so_far",
        *(f"rows.{row}.{key}" for row in range(5) for key in ("weight", "points", "steps")), "rows.5.points", "rows.5.steps"}


def changed(one: Any, other: Any, path: str = "") -> set[str]:
    """Paths at which two JSON values differ; the basis at the end of each sentence does not count."""
    if isinstance(one, dict):
        return {found for key in one for found in changed(one[key], other[key], f"{path}.{key}".lstrip("."))}
    if isinstance(one, list):
        return {found for index, each in enumerate(one) for found in changed(each, other[index], f"{path}.{index}")}
    if isinstance(one, str):
        one, other = one.partition("；依据")[0], other.partition("；依据")[0]
    return set() if one == other else {path}


def with_actuals(actuals: tuple[str, ...], **more: Any) -> tuple[Department, Spending]:
    department, spending = hand_computed(HAND)
    (project,) = department.projects
    outcomes = tuple(Outcome(actual=written(actual), **more) for actual in actuals)
    return replace(department, projects=(replace(project, evaluation=SelfEvaluation(outcomes=outcomes)),)), spending


def only(found: Evaluation) -> Any:
    return found.projects[0]


def test_what_is_not_scored_is_not_zero() -> None:
    """One value less: no total, and the rest is what it was."""
    full, spending = with_actuals(("96人", "57%", "12月5日", "60万元", "5.9%", "81%"))
    less, _ = with_actuals(("96人", "57%", "12月5日", "60万元", "", "81%"))
    law = marking("2020")
    whole, part = only(evaluate(full, law, spending)), only(evaluate(less, law, spending))
    assert part.total is None
    assert part.grade == ""
    assert whole.total - part.points_so_far == whole.rows[4].points
    assert part.scored_weight == 70
    assert evaluate(less, law, spending).whole.points is None
    assert evaluate(less, law, spending).whole.evaluated == 0
    assert only(evaluate(full, law, None)).total is None, "without a ledger the execution is not scored"


def test_rows_that_do_not_apply_are_taken_out_in_sichuan_only() -> None:
    department, spending = with_actuals(("120人", "95%", "12月5日", "50万元", "不适用", "90%"))
    taken_out = only(evaluate(department, marking("sichuan"), spending))
    assert taken_out.total == Decimal("98.82")       # (75 + 9) ÷ 85 × 100
    assert only(evaluate(department, marking("2020"), spending)).total is None


def test_points_set_by_hand_hold_within_the_weight() -> None:
    department, spending = with_actuals(("96人", "57%", "12月5日", "60万元", "5.9%", "81%"), by_hand=written("99"))
    assert [row.points for row in only(evaluate(department, marking("2020"), spending)).rows] == \
        [Decimal(weight) for weight in HAND["profiles"]["2020"]["weights"]]


def test_the_whole_is_weighted_by_money() -> None:
    department, spending = with_actuals(("120人", "95%", "12月5日", "50万元", "10%", "90%"))
    (big,) = department.projects
    small, _ = with_actuals(("96人", "57%", "12月5日", "60万元", "5.9%", "81%"))
    other = department_case({"project": {"budget": "150.00", "code": "51010023T000010263399", "unit_body": "205002某市第二小学"}}).context
    lesser = replace(small.projects[0], code=other.department.projects[0].code, budget=other.department.projects[0].budget,
                     unit_body=other.department.projects[0].unit_body)
    paid = spending_of(2023, [Voucher("1", date(2023, 11, 30), big.code.text, 45_000_000, VoucherKind.SPENDING),
                              Voucher("2", date(2023, 11, 30), lesser.code.text, 135_000_000, VoucherKind.SPENDING)])
    found = evaluate(replace(department, projects=(lesser, big)), marking("2020"), paid)
    assert [each.total for each in found.projects] == [Decimal("75.70"), Decimal("99.00")]
    assert found.whole.points == Decimal("81.53")    # (75.70 × 150 + 99 × 50) ÷ 200 = 81.525
    assert [each.position for each in found.ranking] == [1, 0]
    assert [each.title for each in found.unit_ranking] == ["205001某市教育局本级", "205002某市第二小学"]
    assert found.whole.share == 100
    assert spending.year == 2023


def test_a_rule_of_ones_own_rests_on_the_usual_one() -> None:
    department, spending = hand_computed(HAND)
    numbers = {"execution": "20", "产出指标": "40", "效益指标": "30", "满意度指标": "10", "优": "95"}
    own = replace(department, evaluating=EvaluationSettings(written("自定"), tuple((key, written(text)) for key, text in numbers.items())))
    law = marking_of(own)
    found = only(evaluate(own, law, spending))
    assert law.profile == "custom"
    assert [row.weight for row in found.rows] == [10, 10, 10, 10, 30, 10]
    assert found.execution.points == Decimal("18.00")
    assert marking_of(own, "2021").profile == "2021"
    assert marking_of(replace(department, evaluating=EvaluationSettings(written("没有这种")))).profile == "2020"
    with pytest.raises(ValueError, match="100"):
        customised(marking("2020"), {"execution": Decimal(20)})
    with pytest.raises(KeyError):
        marking_of(department, "1999")


LEVELS = st.lists(st.sampled_from([(first, second) for profile in PROFILES for first, seconds in frame(profile).levels for second in seconds]),
                  min_size=1, max_size=25)


@given(LEVELS, st.sampled_from(MARKINGS))
def test_proposed_weights_always_add_up(levels: list[tuple[str, str]], profile: str) -> None:
    law = marking(profile)
    weights = proposed_weights(law, levels)
    assert sum(weights) + law.execution == 100
    assert all(weight > 0 for weight in weights)
    for group in {law.group_of(*level) for level in levels}:
        own = [weight for weight, level in zip(weights, levels, strict=True) if law.group_of(*level) == group]
        assert max(own) - min(own) <= Decimal("0.01")


@given(st.lists(st.sampled_from(["", "0", "96人", "100%", "12月5日", "60万元", "达成", "不适用", "很好"]), min_size=6, max_size=6),
       st.sampled_from(MARKINGS))
def test_a_total_is_there_only_when_every_row_is_scored(actuals: list[str], profile: str) -> None:
    department, spending = with_actuals(tuple(actuals))
    found = only(evaluate(department, marking(profile), spending))
    assert found.total is None or 0 <= found.total <= 100
    left = [row for row in found.rows if row.points is None and not (found.law.rescale and row.mark.does_not_apply)]
    assert (found.total is None) == bool(left)
    assert all(row.points is None for row in found.rows if row.outcome.actual.is_blank)


def test_a_blank_project_has_no_total() -> None:
    found = evaluate(Department(projects=(Project(),)), marking("2020"))
    assert (found.projects[0].total, found.whole.points, found.whole.share) == (None, None, 0)
