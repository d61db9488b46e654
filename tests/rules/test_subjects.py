"""Which rows a rule is asked about, and what the others count as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Found, found
from perf_xl.rules.outcome import Outcome
from perf_xl.rules.rule import Rule, rule
from perf_xl.rules.subjects import Row, Subjects, same_for, subjects_of, target_text
from perf_xl.rules.traits import is_date, is_number
from tests.case_file import department_case, read_cases

SOUND = department_case({}).context
ROWS = len(SOUND.department.projects[0].indicators)


def asked(**traits: Any) -> tuple[Outcome, list[str]]:
    """The outcome of a rule with these traits on the sound project, and the values it was called with."""
    values: list[str] = []

    @rule(code="XX101", name="x", about="indicator", severity="info", basis="practice", **traits)
    def check(indicator: Any, project: Any, context: Any) -> Iterator[Found]:
        values.append(indicator.value.text)
        if not indicator.value.text:
            yield found(indicator.value, "value")

    assert isinstance(check, Rule)
    (outcome,) = run((check,), SOUND).outcomes
    return outcome.outcome, values


def never(_: Row) -> bool:
    return False


def broken(_: Row) -> bool:
    raise ZeroDivisionError("a trait of ours")


@pytest.mark.parametrize(("traits", "outcome"), [
    ({}, Outcome.PASSED), ({"of": (never,)}, Outcome.NOT_APPLICABLE), ({"needs": (never,)}, Outcome.NOT_ENOUGH_DATA),
    ({"where": (never,)}, Outcome.PASSED), ({"of": (never,), "needs": (never,), "where": (never,)}, Outcome.NOT_APPLICABLE),
    ({"needs": (never,), "where": (never,)}, Outcome.NOT_ENOUGH_DATA), ({"where": (broken,)}, Outcome.CRASHED)])
def test_what_rows_without_a_trait_count_as(traits: dict[str, Any], outcome: Outcome) -> None:
    reached, values = asked(**traits)
    assert reached is outcome
    assert len(values) == (0 if traits else ROWS)


def test_only_rows_with_every_trait_are_asked_in_their_order() -> None:
    assert asked(where=(is_date,))[1] == ["12月10日前"]
    assert asked(of=(is_number,), where=(is_date,))[1] == []
    assert asked(where=(is_number,))[1] == ["≥120人", "≥95%", "≤50万元", "≥10%", "≥90%"]


def test_a_trait_of_the_target_is_asked_once_for_each_target() -> None:
    texts: list[str] = []

    @same_for(target_text)
    def remembers(row: Row) -> bool:
        texts.append(row.indicator.value.text)
        return row.indicator.value.text == "≥90%"

    context = department_case({"indicators": [{"value": value} for value in ("≥90%", "≥9人", "≥90%")]}).context
    rows = subjects_of("indicator", context)
    assert [each.index for each in rows.having((remembers,))] == [0, 2]
    assert [each.index for each in rows.having((is_number, remembers))] == [0, 2]
    assert texts == ["≥90%", "≥9人"]


def test_no_subject_at_all() -> None:
    assert len(Subjects(()).having((is_number,))) == 0


@pytest.mark.parametrize("each", [each for each in all_rules() if each.of or each.needs or each.where], ids=lambda each: each.code)
def test_traits_that_are_shared_are_those_of_each_row(each: Rule) -> None:
    """A trait marked as depending on one part only says the same of every row that is alike in it."""
    seen = 0
    for case in (*read_cases(each.code)[0], *read_cases(each.code)[1]):
        everything = subjects_of(each.about, case.context)
        for trait in (*each.of, *each.needs, *each.where):
            chosen = {id(subject) for subject in everything.having((trait,))}
            for subject in everything.having(()):
                assert trait(subject) is (id(subject) in chosen), (case.label, trait)
                seen += 1
    assert seen
