"""Every rule finds each bad example of its case file, at its cell, and is silent on each good one."""

from __future__ import annotations

import pytest

from perf_xl.messages.say import rule_text
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.outcome import Outcome
from tests.case_file import CASES, Case, read_cases

EXAMPLES = [(rule, kind, case) for rule in all_rules() if (CASES / f"{rule.code}.toml").exists()
            for kind, cases in zip(("bad", "good"), read_cases(rule.code), strict=True) for case in cases]


@pytest.mark.parametrize(("rule", "kind", "case"), EXAMPLES, ids=[case.label for _, _, case in EXAMPLES])
def test_examples(rule, kind: str, case: Case) -> None:
    judgement = run((rule,), case.context)
    assert judgement.outcomes[0].outcome is not Outcome.CRASHED, judgement.outcomes[0].detail
    if kind == "good":
        assert not judgement.findings
        return
    assert judgement.findings, "the rule is silent on its bad example"
    expected = case.expected
    first = judgement.findings[0]
    assert first.field == expected["field"]
    if "row" in expected:
        assert first.indicator == expected["row"] - 1
    for finding in judgement.findings:
        for lang in ("zh", "en"):
            for part in ("name", "message", "advice"):
                assert rule_text(finding.code, part, lang, finding.facts)


def test_every_rule_has_bad_and_good_examples() -> None:
    assert all_rules()
    for rule in all_rules():
        bad, good = read_cases(rule.code)
        assert bad, f"{rule.code} has no bad example"
        assert good, f"{rule.code} has no good example"


def test_a_sound_project_is_clean() -> None:
    """The project on which the cases are built gives no finding at all, whatever the rule."""
    _, (good, *_) = read_cases("TV101")
    judgement = run(all_rules(), good.context)
    assert [(each.code, each.facts) for each in judgement.findings] == []
