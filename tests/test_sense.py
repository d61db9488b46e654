"""What names of indicators mean: what is measured, good or bad, which measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.messages.say import sentence
from perf_xl.model.target import read_target
from perf_xl.rules.catalogue import chosen
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Fix
from perf_xl.sense.conclusion import Polarity, Thing
from perf_xl.sense.direction import contradiction
from perf_xl.sense.fitting import misfit
from perf_xl.sense.sense import sense_of
from tests.case_file import department_case, read_cases

GOOD = ["合格率", "破案率", "存活率", "投诉下降率", "成本节约率", "系统无故障率", "幼犬繁育成活率", "隐患整改率", "预防接种率",
        "贫困人口脱贫率", "不良反应报告率", "垃圾无害化处理率", "森林覆盖率", "断面水质达标率", "案件侦破率", "安全事故下降率"]
BAD = ["投诉率", "事故发生率", "发案率", "人员流失率", "公租房空置率", "病死率", "孕产妇死亡率", "登记失业率", "缺勤率", "漏检率",
       "管网漏损率", "抽检不合格率", "学生辍学率", "资产负债率", "农药残留超标率", "重新犯罪率", "家长不满意率", "返修率"]
OPEN = ["成本控制率", "事故发生控制率", "降低投诉率", "消除大班额比例"]
THINGS = {"培训人数": Thing.PEOPLE, "受益户数": Thing.HOUSEHOLDS, "破案数": Thing.EVENTS, "购置设备数量": Thing.THINGS,
          "运行保障成本": Thing.MONEY, "响应时间": Thing.DURATION, "工程竣工日期": Thing.DATE, "床位使用率": Thing.SHARE,
          "群众满意度(%)": Thing.SATISFACTION, "供暖室内温度": Thing.TEMPERATURE, "改造管网长度": Thing.LENGTH,
          "造林面积": Thing.AREA, "任务完成情况": Thing.TASK, "治安、刑事案件处理及时性（小时": Thing.PROMPTNESS,
          "公众安全感指数": Thing.SCORE, "补助标准": Thing.STANDARD, "警犬使用成功率": Thing.SHARE}


@pytest.mark.parametrize("name", GOOD)
def test_more_is_better(name: str) -> None:
    polarity = sense_of(name, "", "质量指标").polarity
    assert polarity.polarity is Polarity.GOOD
    assert polarity.words


@pytest.mark.parametrize("name", BAD)
def test_less_is_better(name: str) -> None:
    assert sense_of(name, "", "质量指标").polarity.polarity is Polarity.BAD


@pytest.mark.parametrize("name", OPEN)
def test_neither_way_is_sure(name: str) -> None:
    assert sense_of(name, "", "质量指标").signs == ()


@pytest.mark.parametrize(("name", "thing"), THINGS.items())
def test_what_is_measured(name: str, thing: Thing) -> None:
    assert sense_of(name, "", "数量指标").what is thing


def test_the_measure_in_brackets_is_kept_even_if_the_bracket_is_open() -> None:
    assert sense_of("治安、刑事案件处理及时性（小时", "", "时效指标").hint.usual == "小时"


def test_a_description_that_speaks_of_a_share_takes_certainty_from_a_count() -> None:
    alone = misfit(sense_of("受理案件数量", "受理的案件", "数量指标"), read_target("≥10%"))
    described = misfit(sense_of("受理案件数量", "受理案件数量增长率", "数量指标"), read_target("≥10%"))
    assert alone is not None
    assert alone.certain
    assert described is not None
    assert not described.certain


def test_a_description_that_says_the_opposite_silences_the_direction() -> None:
    opposite = sense_of("案件处理率", "案件处理差错率", "质量指标")
    assert contradiction(opposite, read_target("≤5%")) is None


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=30))
def test_any_text_is_taken(name: str, description: str, value: str) -> None:
    """No text raises, and what is concluded has words or no confidence."""
    sense = sense_of(name, description, "质量指标")
    assert 0 <= sense.thing.confidence <= 1
    assert 0 <= sense.polarity.confidence <= 1
    found = misfit(sense, read_target(value))
    assert found is None or found.confidence >= 0.7


@given(st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False),
       st.sampled_from(["≥", "≤", ">", "<", "=", ""]), st.sampled_from(["%", "人", "万元", "天", "个"]))
def test_a_written_target_is_read_back(number: object, sign: str, measure: str) -> None:
    target = read_target(f"{sign}{number}{measure}")
    assert (target.sign, target.number, target.measure.usual, target.rest) == (sign, number, measure, "")


@pytest.mark.parametrize(("text", "sign", "closing"), [("≥95%以上", "≥", "以上"), ("≤50万元以内", "≤", "以内"),
                                                        ("95%以上", "≥", ""), ("≥95%以下", "≥", "以下")])
def test_a_sign_said_twice(text: str, sign: str, closing: str) -> None:
    target = read_target(text)
    assert (target.sign, target.closing, target.rest) == (sign, closing, "")


@pytest.mark.parametrize(("text", "kind"), [("≥4月", "time"), ("4月底前", "date"), ("12.31日期", "date"), ("≤1.5日", "time"),
                                             ("≥30万辆", "thing"), ("≤12/10万", "share"), ("200余人", "people")])
def test_what_a_measure_measures(text: str, kind: str) -> None:
    assert read_target(text).measure.kind == kind


def test_every_fix_has_a_title_in_both_languages() -> None:
    fixes: list[Fix] = []
    for rule in chosen(("TV", "SE")):
        bad, _ = read_cases(rule.code)
        fixes += [each.fix for case in bad for each in run((rule,), case.context).findings if each.fix]
    assert len(fixes) > 30
    for fix in fixes:
        assert sentence(f"fix.{fix.title}", "zh") != sentence(f"fix.{fix.title}", "en")


def test_a_safe_fix_mends_its_fault() -> None:
    """After each safe fix the rule is silent on the mended cell, and the number is the same."""
    mended = 0
    for rule in chosen(("TV",)):
        for case in read_cases(rule.code)[0]:
            for each in run((rule,), case.context).findings:
                if each.fix is None or each.fix.safety.value != "safe":
                    continue
                (change,) = each.fix.replacements
                row = {**case.expected["indicator"], "value": change.after}
                after = department_case({**case.expected, "indicator": row})
                assert run((rule,), after.context).findings == ()
                assert read_target(change.after).number == read_target(change.before).number
                mended += 1
    assert mended >= 8


def test_the_form_keeps_its_own_word_for_percent() -> None:
    rows = [{"level1": "产出指标", "level2": "质量指标", "level3": name, "description": "", "value": value, "evidence": ""}
            for name, value in (("合格率", "≥95百分比"), ("及时率", "≥90百分百"))]
    (finding,) = run(chosen(("TV106",)), department_case({"project": {"indicators": rows}}).context).findings
    assert finding.fix is not None
    assert finding.fix.replacements[0].after == "≥90百分比"


def test_a_form_that_keeps_its_measures_elsewhere_is_no_error() -> None:
    """Where nearly no target of a department has a measure, the column is elsewhere: a warning, not forty errors."""
    rows = [{"level1": "产出指标", "level2": "数量指标", "level3": f"培训班{number}学员数", "description": "", "value": "≥90",
             "evidence": ""} for number in range(40)]
    findings = run(chosen(("TV104",)), department_case({"project": {"indicators": rows}}).context).findings
    assert {each.severity.value for each in findings} == {"warning"}
