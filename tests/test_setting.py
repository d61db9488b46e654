"""Settings of the rules: every one has a source, and a place or a year may have its own number."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import perf_xl
from perf_xl.law.citation import citation
from perf_xl.law.reader import load
from perf_xl.law.setting import in_force, setting, setting_in_force
from perf_xl.law.wording import any_of, typos, words

HOUSE = Path(perf_xl.__file__).parent
SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in HOUSE.glob("**/*.py"))
TABLE = {"value": 10, "for": [{"region": "51", "value": 12}, {"region": "5101", "from": 2024, "value": 15},
                              {"from": 2023, "value": 11}]}


@pytest.mark.parametrize("name", load("rule_settings"))
def test_a_setting_has_a_source_and_is_asked_for(name: str) -> None:
    found = setting_in_force(name)
    assert found.value == setting(name) > 0
    assert citation(found.basis)
    assert found.trust in ("read", "cited", "practice")
    assert found.note
    assert f'setting("{name}"' in SOURCES


@pytest.mark.parametrize(("region", "year", "value"), [
    ("", 2020, 10), ("44", 2023, 11), ("510600", 2022, 12), ("510100", 2023, 12), ("510100", 2024, 15)])
def test_the_nearest_place_and_the_latest_year_count(region: str, year: int, value: int) -> None:
    assert in_force(TABLE, region, year)["value"] == value


def test_values_are_exact() -> None:
    assert setting("cost_tolerance_percent") == Decimal("0.5")


def test_every_word_list_is_used_and_has_no_doubles() -> None:
    for name, table in load("wordings").items():
        assert len(set(table["words"])) == len(table["words"]), name
        assert re.search(rf'(?:words|any_of)\("{name}"\)', SOURCES), name
        assert all(any_of(name).search(word) for word in words(name))


@pytest.mark.parametrize("sentence", [
    "预防犯罪和解决对策研究", "加强采购制度建设，增加采购值守人员", "覆盖绿化用地，完成绿化任务", "完成律师培训，及时律师介入",
    "公布署名作品", "座谈汇报会", "全部暑期安保任务", "针对像素较低的设备更新", "按装备标准配备", "运维互联网设备", "建设倍增计划"])
def test_no_typo_arises_where_two_words_meet(sentence: str) -> None:
    assert [wrong for wrong in typos() if wrong in sentence] == []
