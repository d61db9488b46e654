"""The starter set of indicators is itself sound: a rule that would return it finds nothing."""

from __future__ import annotations

import pytest

from perf_xl.law.frame import frame
from perf_xl.law.measures import measure_named
from perf_xl.law.starter import OTHER, StarterRow, kind_of, starter, suggestions
from perf_xl.rules.catalogue import chosen
from perf_xl.rules.engine import run
from tests.case_file import context_of


def as_value(row: StarterRow) -> str:
    """The starter's indicator with a usual value: the low end, else some number."""
    if row.measure == "月底":
        return "10月底前"
    number = row.typical.partition("~")[0] or "30"
    return f"{row.sign}{number}{row.measure}"


@pytest.mark.parametrize("row", starter(), ids=lambda row: f"{row.kind} {row.level3}")
def test_no_rule_on_targets_finds_anything(row: StarterRow) -> None:
    profile = "2021" if row.under("2015") == "" else "2015"
    level2 = row.under(profile)
    level1 = frame(profile).parents(level2)[0]
    context = context_of({"profile": profile, "indicators": [{
        "level1": level1, "level2": level2, "level3": row.level3, "description": row.description, "value": as_value(row),
        "evidence": "问卷调查" if "满意" in level2 else "历史标准"}]})
    families = chosen(("SE", "TV", "TX"), ("TX303",))
    findings = run(families, context).findings
    assert [(each.code, each.facts) for each in findings if each.indicator is not None] == []


def test_every_measure_is_known_and_every_typical_value_is_a_range() -> None:
    for row in starter():
        assert row.measure == "月底" or measure_named(row.measure).is_known, row
        low, _, high = row.typical.partition("~")
        assert not high or float(low) < float(high), row


def test_every_kind_covers_what_a_table_must_have() -> None:
    for kind in {row.kind for row in starter()}:
        for profile in ("2015", "2021"):
            levels = {row.under(profile) for row in starter() if row.kind == kind}
            law = frame(profile)
            assert set(law.mandatory) | set(law.expected) <= levels, kind
            assert all(levels & set(group) for group in law.any_of), kind


def test_names_are_unlike_within_a_kind() -> None:
    names = [(row.kind, row.level3) for row in starter()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "kind"), [
    ("公安局辅警经费", "辅助人员和劳务派遣"), ("看守所2023年购买医疗服务经费", "购买服务和委托业务"),
    ("城乡居民基本公共卫生服务补助", "公共卫生服务"), ("农村公路养护工程", "公路和城市道路"), ("教师业务培训经费", "培训"),
    ("病险水库除险加固", "水利工程"), ("政务系统运维费", "信息系统运维"), ("家庭经济困难学生资助", "学生资助和奖助学金"),
    ("爆炸物品销毁工作经费", OTHER),
])
def test_kinds_are_told_by_the_project_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_suggestions_are_by_level_and_not_too_many() -> None:
    for profile in ("2015", "2021"):
        offered = dict(suggestions(profile, 24))
        assert set(offered) <= set(frame(profile).level2)
        assert all(0 < len(names) <= 24 and len(set(names)) == len(names) for names in offered.values())
