"""What reading could not take in is shown by the FM rules, in the reader's own words."""

from __future__ import annotations

import pytest

from perf_xl.messages.say import rule_text, sentence
from perf_xl.model.department import Trouble
from perf_xl.rules.catalogue import all_rules, rule_named
from perf_xl.rules.engine import run
from perf_xl.rules.troubles import kind_of
from tests.case_file import context_of


@pytest.mark.parametrize(("what", "code"), [
    ("layout.uncached", "FM101"), ("layout.row_not_understood", "FM102"), ("intake.table_not_taken", "FM103"),
    ("intake.table_incomplete", "FM104"), ("layout.hidden_rows", "FM105"), ("layout.error_value", "FM106"),
    ("layout.external_links", "FM107"), ("intake.plan_other_month", "FM109"), ("somewhere.new", "FM109")])
def test_the_kind_decides_the_rule(what: str, code: str) -> None:
    assert kind_of(Trouble(what)) == code
    assert rule_named(code) is not None


@pytest.mark.parametrize("what", ["intake.year_missing", "intake.money_unit_missing"])
def test_what_a_rule_on_the_nouns_says_is_not_said_twice(what: str) -> None:
    assert kind_of(Trouble(what)) == ""


def test_the_reader_speaks_for_itself() -> None:
    trouble = {"what": "intake.text_box", "sheet": "1", "row": 9, "column": 2, "facts": {"text": "由财务科填报"}}
    findings = run(all_rules(), context_of({"department": {"troubles": [trouble]}})).findings
    (finding,) = findings
    assert (finding.code, finding.project, finding.place.cell) == ("FM103", 0, "B9")
    said = rule_text("FM103", "message", "zh", finding.facts)
    assert said == sentence("intake.text_box", "zh", text="由财务科填报")


def test_an_unknown_trouble_still_gets_a_sentence() -> None:
    findings = run(all_rules(), context_of({"department": {"troubles": [{"what": "layout.new_kind", "sheet": "1", "row": 9, "column": 2}]}}))
    (finding,) = findings.findings
    assert "1 B9" in rule_text(finding.code, "message", "zh", finding.facts)
