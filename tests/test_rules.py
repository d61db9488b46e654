"""Every rule finds each bad example of its case file, at its cell, and is silent on each good one."""

from __future__ import annotations

import re

import pytest

from perf_xl.law.citation import citation
from perf_xl.messages.say import LANGUAGES, all_sentences, rule_text, sentence
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Finding
from perf_xl.rules.guide import PARTS, parts_of, title_of
from perf_xl.rules.outcome import Outcome, RuleOutcome
from perf_xl.rules.rule import Rule
from tests.case_file import CASES, Case, read_cases

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_EXPECTABLE = ("field", "cell", "row", "node", "index", "project_no", "severity", "fixed")
EXAMPLES = [(rule, kind, case) for rule in all_rules() if (CASES / f"{rule.code}.toml").exists()
            for kind, cases in zip(("bad", "good"), read_cases(rule.code), strict=True) for case in cases]


def judge(rule: Rule, case: Case) -> tuple[list[Finding], RuleOutcome]:
    """What the rule says. Rules on waivers need the others' findings first."""
    judgement = run(all_rules() if rule.about == "waiver" else (rule,), case.context)
    outcome = next(each for each in judgement.outcomes if each.code == rule.code)
    return [finding for finding in judgement.findings if finding.code == rule.code], outcome


@pytest.mark.parametrize(("rule", "kind", "case"), EXAMPLES, ids=[case.label for _, _, case in EXAMPLES])
def test_examples(rule: Rule, kind: str, case: Case) -> None:
    findings, outcome = judge(rule, case)
    assert outcome.outcome is not Outcome.CRASHED, outcome.detail
    if kind == "good":
        assert [(finding.place.cell, finding.facts) for finding in findings] == []
        return
    assert findings, f"the rule is silent on its bad example ({outcome.outcome})"
    assert what_case_expects(case.expected) == what_was_found(findings[0], case.expected)
    for finding in findings:
        for lang in LANGUAGES:
            for part in ("name", "message", "advice"):
                assert rule_text(finding.code, part, lang, finding.facts)
            if finding.fix is not None:
                assert sentence(f"fix.{finding.fix.title}", lang)


def what_case_expects(expected: dict[str, object]) -> dict[str, object]:
    return {name: expected[name] for name in _EXPECTABLE if name in expected}


def what_was_found(finding: Finding, expected: dict[str, object]) -> dict[str, object]:
    """The same traits of a finding that the case names."""
    traits = {
        "field": finding.field, "cell": finding.place.cell, "node": finding.node, "index": finding.index,
        "severity": finding.severity.value,
        "row": None if finding.indicator is None else finding.indicator + 1,
        "project_no": None if finding.project is None else finding.project + 1,
        "fixed": finding.fix.replacements[0].after if finding.fix else None,
    }
    return {name: traits[name] for name in _EXPECTABLE if name in expected}


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


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_agrees_with_its_file(rule: Rule) -> None:
    """File name, folder, code, docstring, basis and messages belong together."""
    folder, file = rule.module.split(".")[-2:]
    assert file.startswith(f"{rule.code.lower()}_")
    assert folder.rstrip("_").upper() == rule.family
    assert rule.document.startswith(f"{rule.code} ")
    assert all(parts_of(rule)[part] for part in PARTS), "查什么、为什么、怎么改 must all be there"
    assert citation(rule.basis).short
    assert rule_text(rule.code, "name", "zh", {}) == title_of(rule)


def test_codes_and_names_are_unique() -> None:
    codes = [rule.code for rule in all_rules()]
    names = [rule.name for rule in all_rules()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {file.stem for file in CASES.glob("*.toml")} == {rule.code for rule in all_rules()}


def test_rules_say_the_same_things_in_both_languages() -> None:
    """Same keys, same placeholders."""
    books = {lang: {key: set(_PLACEHOLDER.findall(text)) for key, text in all_sentences(lang).items()
                    if key.startswith(("rules_", "fix."))} for lang in LANGUAGES}
    assert books["zh"] == books["en"]
