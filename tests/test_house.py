"""The house checks itself: names, sizes, sentences, templates."""

from __future__ import annotations

import io
import re
import string
import zipfile
from pathlib import Path

import pytest

from perf_xl.law.citation import citation
from perf_xl.messages.say import LANGUAGES, all_sentences
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.guide import parts_of, title_of
from perf_xl.templates import template_files

HOUSE = Path(__file__).parents[1]
MODULES = sorted((HOUSE / "perf_xl").rglob("*.py")) + sorted((HOUSE / "addin").rglob("*.py"))
NO_ROOM = {"util", "utils", "common", "helpers", "helper", "misc", "manager", "base"}


@pytest.mark.parametrize("rule", all_rules(), ids=[rule.code for rule in all_rules()])
def test_a_rule_is_one_file_one_code_one_case_file(rule) -> None:
    module = rule.module.rsplit(".", 1)[1]
    assert module == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert rule.module.split(".")[-2].rstrip("_").upper() == rule.family
    assert (HOUSE / "tests" / "cases" / f"{rule.code}.toml").exists()
    assert citation(rule.basis).short
    assert rule.document.strip().startswith(rule.code)
    assert title_of(rule)
    assert all(parts_of(rule).values()), "the docstring needs 查什么, 为什么, 怎么改"


def test_every_case_file_belongs_to_a_rule() -> None:
    cases = {file.stem for file in (HOUSE / "tests" / "cases").glob("*.toml")}
    assert cases == {rule.code for rule in all_rules()}


def test_every_sentence_exists_in_every_language_with_the_same_placeholders() -> None:
    zh, en = (all_sentences(lang) for lang in LANGUAGES)
    assert zh.keys() == en.keys()
    different = [key for key in zh if _placeholders(zh[key]) != _placeholders(en[key])]
    assert different == []


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_key_in_the_code_exists() -> None:
    known = all_sentences("zh")
    pattern = re.compile(r'(?:Unusable|Refused|Trouble|sentence)\(\s*"([a-z]+\.[a-z_.]+)"')
    used = {key for file in MODULES for key in pattern.findall(file.read_text(encoding="utf-8"))}
    assert used
    assert sorted(used - known.keys()) == []


@pytest.mark.parametrize("module", MODULES, ids=[str(file.relative_to(HOUSE)) for file in MODULES])
def test_no_room_is_a_drawer_and_none_is_too_large(module: Path) -> None:
    assert module.stem not in NO_ROOM
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


def test_only_the_excel_rooms_import_xlwings() -> None:
    importing = {str(file.relative_to(HOUSE)) for file in MODULES
                 if re.search(r"^\s*(?:import|from) xlwings", file.read_text(encoding="utf-8"), re.MULTILINE)}
    assert all(name.startswith(("perf_xl/hosts/excel", "perf_xl/hosts/calc", "perf_xl/udf")) for name in importing), importing


@pytest.mark.parametrize("name", sorted(template_files()))
def test_the_committed_templates_are_what_the_layout_builds(name: str) -> None:
    """Part by part: how well a zip packs may differ between machines, what is in it may not."""
    built = template_files()[name]
    assert built == template_files()[name], "two builds must give the same bytes"
    assert _parts((HOUSE / "workbook_templates" / name).read_bytes()) == _parts(built)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}
