"""Rule pages and the index; the draft of a new rule."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from perf_xl.cli import main
from perf_xl.errors import Unusable
from perf_xl.messages.say import LANGUAGES, sentence
from perf_xl.rules.catalogue import all_rules, rule_named
from perf_xl.rules.pages import index_page, rule_page
from perf_xl.rules.rule import ABOUTS
from perf_xl.rules.skeleton import NewRule, drafts, next_code
from tests.case_file import read_cases


def page(code: str, lang: str) -> str:
    rule = rule_named(code)
    assert rule is not None
    bad, good = read_cases(code)
    return rule_page(rule, lang, [case.expected for case in bad], [case.expected for case in good])


def test_a_page_says_what_why_how_and_shows_examples() -> None:
    text = page("FU201", "zh")
    assert text.startswith("# FU201 成本指标超过预算数\n")
    for part in ("## 查什么", "## 为什么", "## 怎么改", "## 会提示的例子", "## 不提示的例子", "惯例", "108万元"):
        assert part in text


def test_practice_is_called_practice_in_english_too() -> None:
    assert "practice" in page("FU201", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_names_every_rule_once(lang: str) -> None:
    lines = index_page(all_rules(), lang).splitlines()
    assert [line.split("]")[0].removeprefix("| [") for line in lines[4:]] == [rule.code for rule in all_rules()]


def test_the_next_code_follows_the_last() -> None:
    assert next_code("TV", ["TV101", "TV203", "SE901"]) == "TV204"
    assert next_code("EV", []) == "EV101"


@pytest.mark.parametrize("about", ABOUTS)
def test_a_draft_is_a_rule_that_python_and_toml_can_read(about: str) -> None:
    rule, case, *messages = drafts(NewRule("IN999", "nothing-said", "什么也没说", about))
    assert rule.path == "perf_xl/rules/in_/in999_nothing_said.py"
    assert ast.get_docstring(ast.parse(rule.text)).startswith("IN999 什么也没说")  # type: ignore[union-attr]
    assert set(tomllib.loads(case.text)) == {"bad", "good"}
    assert all(tomllib.loads(each.text)["IN999"] and each.append for each in messages)


@pytest.mark.parametrize(("what", "new"), [
    ("new_rule.code", NewRule("X1", "a", "甲")), ("new_rule.name", NewRule("TV999", "Bad Name", "甲")),
    ("new_rule.about", NewRule("TV999", "a", "甲", about="sheet")),
    ("new_rule.severity", NewRule("TV999", "a", "甲", severity="fatal"))])
def test_a_draft_that_cannot_be_is_refused(what: str, new: NewRule) -> None:
    with pytest.raises(Unusable) as refused:
        drafts(new)
    assert refused.value.what == what
    for lang in LANGUAGES:
        assert sentence(what, lang, **refused.value.facts)


def test_new_rule_drafts_files_in_a_checkout_and_never_writes_over_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "perf_xl" / "rules").mkdir(parents=True)
    for lang in ("zh", "en"):
        (tmp_path / "perf_xl" / "messages" / lang).mkdir(parents=True)
    command = ["new-rule", "ZZ", "value-odd", "--title", "指标值奇怪", "--checkout", str(tmp_path)]
    assert main(command) == 0
    made = (tmp_path / "perf_xl" / "rules" / "zz" / "zz101_value_odd.py").read_text(encoding="utf-8")
    compile(made, "zz101_value_odd.py", "exec")
    assert tomllib.loads((tmp_path / "tests" / "cases" / "ZZ101.toml").read_text(encoding="utf-8"))["bad"]
    assert "ZZ101" in tomllib.loads((tmp_path / "perf_xl" / "messages" / "zh" / "rules_ZZ.toml").read_text(encoding="utf-8"))
    assert main(command) == 2
    assert "已经存在" in capsys.readouterr().err
