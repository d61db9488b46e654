"""Every worksheet function equals its core function: single values, ranges, blanks and errors alike."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perf_xl import actions, udf
from perf_xl.law.marking import marking, usual_marking
from perf_xl.law.threshold import thresholds
from perf_xl.layout.progress_formulas import WORDS
from perf_xl.messages.say import sentence
from perf_xl.model.entry import written
from perf_xl.model.number import from_float, plain_text
from perf_xl.model.period import NODES, node_reached
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.project_code import check_character, read_code
from perf_xl.model.target import read_target
from perf_xl.progress.light import against_plan, sign_of
from perf_xl.progress.pace import Pace, pace, planned_percent, shown
from perf_xl.scoring import grade, met, score
from perf_xl.udf.cells import ERRORS
from perf_xl.udf.row import findings, first_finding, one_row

DAY_0 = date(1899, 12, 30)
THOUSANDS = settings(max_examples=2000, deadline=None)
HUNDREDS = settings(max_examples=300, deadline=None)

amounts = st.one_of(
    st.integers(0, 10**9).map(lambda fen: fen / 100), st.integers(0, 10**6).map(lambda wan: wan / 10**6),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 6)), st.sampled_from([0.0, 1.0, 50.0, 33381.6]))
shares = st.one_of(st.none(), st.integers(0, 100).map(lambda percent: percent / 100), st.integers(2, 120).map(float),
                   st.integers(0, 1000).map(lambda share: share / 1000))
plans = st.tuples(shares, shares, shares, shares)
days = st.integers(40000, 50000).map(float)


def as_plan(cells: tuple[float | None, ...]) -> Plan:
    """The plan that a workbook with these cells is read as (decision 4)."""
    def text(cell: float | None) -> str:
        return "" if cell is None else plain_text(from_float(cell) * 100 if 0 < cell <= 1 else from_float(cell)) + "%"

    return Plan(tuple(read_step(node, written(text(cell))) for node, cell in zip(NODES, cells, strict=True)))


def as_pace(spent: float, budget: float, cells: tuple[float | None, ...], serial: float) -> tuple[Pace, date]:
    day = DAY_0 + timedelta(days=int(serial))
    return pace(from_float(budget), Decimal(0), as_plan(cells), from_float(spent), day.year, day), day


@THOUSANDS
@given(plans, days)
def test_plan(cells: tuple[float | None, ...], serial: float) -> None:
    day = DAY_0 + timedelta(days=int(serial))
    percent = planned_percent(as_plan(cells), day.year, day)
    answer = udf.call("PERF_PLAN", (cells,), serial)
    assert answer == ("" if percent is None else float(percent) / 100)
    assert udf.call("PERF_PLAN", tuple((cell,) for cell in cells), serial) == answer      # one below the other
    assert udf.call("PERF_PLAN", ((cells[0], None, *cells[1:], None),), day.isoformat()) == answer      # merged, a day as text
    assert udf.call("PERF_PLAN", (cells, cells), serial) == ((answer,), (answer,))


@THOUSANDS
@given(amounts, amounts, plans, days)
def test_pace_gap_and_light(spent: float, budget: float, cells: tuple[float | None, ...], serial: float) -> None:
    core, day = as_pace(spent, budget, cells, serial)
    share, gap, light = (udf.call("PERF_PACE", spent, budget), udf.call("PERF_GAP", spent, budget, (cells,), serial),
                         udf.call("PERF_LIGHT", spent, budget, (cells,), serial))
    assert share == ("" if core.spent_percent is None else pytest.approx(float(core.spent_percent / 100), rel=1e-14))
    assert gap == ("" if core.gap is None else float(shown(core.gap)))
    colour = against_plan(core, thresholds("", day), node_reached(day.year, day))
    assert light == WORDS.get(sign_of(colour, core.is_overspent), "")


@HUNDREDS
@given(st.integers(1, 10**6), st.integers(0, 20000))
def test_gap_at_the_half_of_a_hundredth_is_rounded_as_people_do(wan: int, halves: int) -> None:
    """Spending chosen so that the gap ends in exactly 5 at the third decimal: there binary numbers would err."""
    budget = Decimal(wan)
    spent = budget * (Decimal(halves) + Decimal("0.5")) / 10000
    answer = udf.call("PERF_GAP", float(spent), float(budget), ((0.5, None, None, None),), 45107.0)
    assert answer == float(shown((from_float(float(spent)) - budget / 2) * 100 / budget))


@HUNDREDS
@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6), st.lists(plans, min_size=1, max_size=1), days)
def test_a_range_is_its_cells_one_by_one(pairs: list[tuple[float, float]], plan: list[tuple[float | None, ...]],
                                         serial: float) -> None:
    spent, budget = tuple((one,) for one, _ in pairs), tuple((other,) for _, other in pairs)
    for name, more in (("PERF_PACE", ()), ("PERF_GAP", (tuple(plan), serial)), ("PERF_LIGHT", (tuple(plan), serial))):
        one_by_one = tuple((udf.call(name, one, other, *more),) for one, other in pairs)
        assert (udf.call(name, spent, budget, *more)
                if len(pairs) > 1 else ((udf.call(name, spent, budget, *more),),)) == one_by_one
        across = tuple(udf.call(name, one, pairs[0][1], *more) for one, _ in pairs)
        if len(pairs) > 1:
            assert udf.call(name, (tuple(one for one, _ in pairs),), pairs[0][1], *more) == (across,)


def test_a_column_meets_a_row() -> None:
    assert udf.call("PERF_PACE", ((1.0,), (2.0,)), ((10.0, 20.0),)) == ((0.1, 0.05), (0.2, 0.1))


values = st.one_of(
    st.builds(lambda sign, number, measure: f"{sign}{number}{measure}", st.sampled_from(["", "≥", "≤", "=", ">", "不低于", "＞"]),
              st.one_of(st.integers(0, 99999).map(str), st.decimals(0, 999, places=2).map(str)),
              st.sampled_from(["", "%", "百分比", "人次", "万元", "个", "起", "百分百", "以上"])),
    st.text(max_size=12), st.sampled_from(["及时", "2023年12月底前", "≥90%以上", "5-10个", "百分之九十五"]))


@THOUSANDS
@given(values)
def test_target(text: str) -> None:
    read = read_target(written(text).text)
    parts = (read.sign, "" if read.number is None else float(read.number), read.measure.usual)
    assert udf.call("PERF_TARGET", text) == (parts,)
    assert tuple(udf.call("PERF_TARGET", text, part) for part in ("符号", "number", 3.0)) == parts
    assert udf.call("PERF_TARGET", ((text,), (None,))) == (parts, ("", "", ""))
    assert udf.call("PERF_TARGET", ((text, text),), "数值") == ((parts[1], parts[1]),)


reached = st.one_of(
    st.none(), st.integers(0, 99999).map(float), st.integers(0, 20000).map(lambda share: share / 100),
    st.builds(lambda number, measure: f"{number}{measure}", st.integers(0, 120), st.sampled_from(["", "%", "人次", "万元", "个", "起"])),
    st.sampled_from(["达成", "部分达成", "部分达成，70%", "未达成，30%", "已完成", "未完成", "12月20日", "不适用", "≥95%", "无", ""]),
    st.text(max_size=6))
weights = st.one_of(st.none(), st.integers(1, 100).map(float), st.sampled_from([0.0, -1.0, 2.5, 33.333]))


@THOUSANDS
@given(values, reached, weights)
def test_met_and_score(target: str, actual: float | str | None, weight: float | None) -> None:
    wanted = written(target).text
    done = "" if actual is None else plain_text(from_float(actual)) if isinstance(actual, float) else written(actual).text
    blank = {"no_actual", "no_target", "not_applicable"}
    full = Decimal(100) if weight is None else from_float(weight)
    mark = score(wanted, done, full, marking(usual_marking("2015")))

    said = met(wanted, done)
    answer = udf.call("PERF_MET", target, actual)
    if said is not None:
        assert answer is said
        assert udf.call("PERF_WHY", "PERF_MET", target, actual) == ""
    else:
        assert answer in ("", "#VALUE!")
        assert bool(udf.call("PERF_WHY", "PERF_MET", target, actual)) == (answer == "#VALUE!")

    points = udf.call("PERF_SCORE", target, actual, weight)
    if weight is None:
        assert points == ""
    elif mark.points is not None:
        assert points == float(mark.points)
    else:
        assert points == ("" if mark.way in blank else "#VALUE!")
        assert udf.call("PERF_WHY", "PERF_SCORE", target, actual, weight) == (
            "" if mark.way in blank else sentence(f"scoring.unscored.{mark.way}", **dict(mark.facts)))


@HUNDREDS
@given(st.one_of(st.integers(0, 10000).map(lambda share: share / 100), st.sampled_from([89.99, 90.0, 80.0, 60.0, 59.99])))
def test_grade(points: float) -> None:
    assert udf.call("PERF_GRADE", points) == grade(from_float(points), marking(usual_marking("2015")))


codes = st.one_of(
    st.from_regex(r"130600\d\dP00[0-9A-Z]{10}", fullmatch=True), st.text(max_size=24),
    st.from_regex(r"130600\d\dP00[0-9A-HJ-NP]{9}", fullmatch=True).map(lambda text: text + (check_character(text) or "")))


@THOUSANDS
@given(codes)
def test_code_ok(text: str) -> None:
    plain = written(text).text
    read = read_code(plain)
    assert udf.call("PERF_CODE_OK", text) == ("" if not plain else read is not None and read.checks is not False)


@HUNDREDS
@given(st.sampled_from(["数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "服务对象满意度指标", "满意度", "经济成本指标", "别的", ""]),
       st.sampled_from(["办案数量", "经费控制率", "群众满意度", "设备合格率", "及时率", "", "培训人次"]), values)
def test_check(level2: str, name: str, value: str) -> None:
    said = udf.call("PERF_CHECK", level2, name, value)
    cells = written(level2), written(name), written(value)
    found = findings(one_row(*cells))
    assert said == (first_finding(*cells) if any(each.text for each in cells) else "")
    assert bool(said) == bool(found) or not any(each.text for each in cells)
    if said:
        gravest = min(found, key=lambda each: each.severity.rank).severity
        assert said[0] == {"error": "✖", "warning": "▲", "info": "●"}[gravest.value]


def test_a_sound_row_is_blank_and_a_faulty_one_told_as_in_the_workbook() -> None:
    assert udf.call("PERF_CHECK", "数量指标", "办案数量", "≥100起") == ""
    assert udf.call("PERF_CHECK", "数量指标", "办案数量", "≥100百分百").startswith("✖ SE101 “办案数量”")


cells = st.one_of(st.none(), amounts, values, st.sampled_from(["96%", "数量指标", "办案数量", "13060022P00R6BL100478", -2146826246, True]))
shapes = st.tuples(st.integers(1, 3), st.integers(1, 3))


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[object], int, int]:
    """A function, and for each argument a value, a row, a column or a whole block of one shape."""
    name, count, fixed = draw(st.sampled_from([
        ("PERF_PACE", 2, ()), ("PERF_TARGET", 1, ("数值",)), ("PERF_MET", 2, ()), ("PERF_SCORE", 2, (10.0,)), ("PERF_GRADE", 1, ()),
        ("PERF_CODE_OK", 1, ()), ("PERF_CHECK", 3, ())]))
    height, width = draw(shapes)

    def block(rows: int, columns: int) -> object:
        return draw(st.tuples(*[st.tuples(*[cells] * columns)] * rows))

    ranges = [block(height, width), *(draw(st.sampled_from([block(height, width), block(1, width), block(height, 1), draw(cells)]))
                                      for _ in range(count - 1))]
    return name, [*ranges, *fixed], height, width


@settings(max_examples=1000, deadline=None)
@given(questions())
def test_every_block_is_its_cells_one_by_one(question: tuple[str, list[object], int, int]) -> None:
    name, arguments, height, width = question

    def at(argument: object, row: int, column: int) -> object:
        if not isinstance(argument, tuple):
            return argument
        line = argument[row if len(argument) > 1 else 0]
        return line[column if len(line) > 1 else 0]

    one_by_one = tuple(tuple(udf.call(name, *(at(argument, row, column) for argument in arguments)) for column in range(width))
                       for row in range(height))
    answer = udf.call(name, *arguments)
    assert (answer if isinstance(answer, tuple) else ((answer,),)) == one_by_one


BLANKS = (None, "", " ", "　")


@pytest.mark.parametrize("blank", BLANKS)
def test_blank_stays_blank(blank: str | None) -> None:
    plan = ((0.25, 0.5, 1.0, 1.0),)
    assert udf.call("PERF_PACE", blank, 50.0) == ""
    assert udf.call("PERF_PACE", 20.0, blank) == ""
    assert udf.call("PERF_PACE", 20.0, 0.0) == ""
    assert udf.call("PERF_GAP", 20.0, 50.0, ((blank,) * 4,), 45107.0) == ""
    assert udf.call("PERF_LIGHT", 20.0, 50.0, plan, blank) == ""
    assert udf.call("PERF_LIGHT", 20.0, 50.0, plan, 45000.0) == ""      # before the first node
    assert udf.call("PERF_LIGHT", 60.0, 50.0, plan, 45000.0) == "‼ 超支"      # at any time
    assert udf.call("PERF_LIGHT", 60.0, blank, plan, 45107.0) == ""
    assert udf.call("PERF_PLAN", plan, blank) == ""
    assert udf.call("PERF_TARGET", blank) == (("", "", ""),)
    assert udf.call("PERF_CODE_OK", blank) == ""
    assert udf.call("PERF_MET", "≥95%", blank) == ""
    assert udf.call("PERF_MET", blank, "96%") == ""
    assert udf.call("PERF_SCORE", "≥95%", blank, 10.0) == ""
    assert udf.call("PERF_SCORE", "≥95%", "96%", blank) == ""
    assert udf.call("PERF_GRADE", blank) == ""
    assert udf.call("PERF_CHECK", blank, blank, blank) == ""


PLAN = ((0.25, 0.5, 1.0, 1.0),)


@pytest.mark.parametrize(("name", "arguments", "error", "said"), [
    ("PERF_PACE", ("二十", 50.0), "#VALUE!", "二十"),
    ("PERF_PACE", ("20万元", 50.0), "#VALUE!", "20万元"),
    ("PERF_PACE", (True, 50.0), "#VALUE!", "TRUE"),
    ("PERF_PACE", (1e15, 50.0), "#NUM!", "太大"),
    ("PERF_PACE", (1e14, 1e-300), "#NUM!", "太大"),
    ("PERF_PACE", (-2146826281, 50.0), "#DIV/0!", "先改正"),
    ("PERF_PLAN", ((("上旬", 0.5, 1.0, 1.0),), 45107.0), "#VALUE!", "上旬"),
    ("PERF_PLAN", (((0.5, 1.0),), 45107.0), "#VALUE!", "1 行 2 列"),
    ("PERF_GAP", (20.0, 50.0, 0.5, 45107.0), "#VALUE!", "1 行 1 列"),
    ("PERF_GAP", (20.0, 50.0, PLAN, "六月底"), "#VALUE!", "六月底"),
    ("PERF_GAP", (1e14, 1e-300, PLAN, 45107.0), "#NUM!", "太大"),
    ("PERF_LIGHT", (20.0, 50.0, PLAN, 1e9), "#VALUE!", "1000000000"),
    ("PERF_LIGHT", (((20.0,),) * 2, ((50.0,),) * 3, PLAN, 45107.0), "#VALUE!", "行数或列数"),
    ("PERF_TARGET", ("≥95%", "颜色"), "#VALUE!", "颜色"),
    ("PERF_TARGET", ((("≥95%", "≥95%"),),), "#VALUE!", "一列"),
    ("PERF_MET", ("≥95%", 0.96), "#VALUE!", "百分号"),
    ("PERF_SCORE", ("≥95%", "96%", 0.0), "#VALUE!", "分值"),
    ("PERF_GRADE", ("优",), "#VALUE!", "优"),
    ("PERF_CHECK", ("数量指标", -2146826246, "≥1"), "#N/A", "先改正"),
    ("PERF_GAP", (20.0, 50.0), "#VALUE!", "spent、budget、plan、as_of"),
])
def test_an_error_has_a_reason(name: str, arguments: tuple[object, ...], error: str, said: str) -> None:
    assert udf.call(name, *arguments) == error
    assert said in udf.call("PERF_WHY", name, *arguments)
    assert said in udf.call("PERF_WHY", name.removeprefix("PERF_").lower(), *arguments)


def test_one_bad_cell_leaves_the_others_their_answers() -> None:
    spent = ((20.0,), ("二十",), (25.0,))
    assert udf.call("PERF_PACE", spent, 50.0) == ((0.4,), ("#VALUE!",), (0.5,))
    silent, said, _ = udf.call("PERF_WHY", "PERF_PACE", spent, 50.0)
    assert silent == ("",)
    assert "二十" in said[0]
    assert udf.call("PERF_TARGET", (("≥95%",), (-2146826246,))) == (("≥", 95.0, "%"), ("#N/A", "", ""))
    assert udf.call("PERF_WHY", "PERF_TARGET", (("≥95%",), (-2146826246,)))[0] == ("",)


def test_numbers_and_days_as_people_type_them() -> None:
    assert udf.call("PERF_PACE", "１,０００.５", "2001") == 0.5
    assert udf.call("PERF_PLAN", (("25%", "50", 1.0, ""),), "2023年6月30日") == 0.5
    assert udf.call("PERF_PLAN", ((0.25, True, 1.0, ""),), 45107.0) == udf.call("PERF_PLAN", ((0.25, 1.0, 1.0, ""),), 45107.0) == 1.0
    assert udf.call("PERF_WHY", "PERF_PACE", 20.0, 50.0) == ""
    assert "PERF_LIGHT" in udf.call("PERF_WHY", "PERF_COLOUR", 1.0)
    assert udf.call("PERF_COLOUR", 1.0) == "#NAME?"


@given(st.sampled_from([udf_.name for udf_ in udf.UDFS]), st.lists(st.one_of(
    st.none(), st.booleans(), st.floats(), st.text(max_size=5), st.sampled_from(sorted(ERRORS)),
    st.lists(st.lists(st.one_of(st.none(), st.floats(), st.text(max_size=3)), min_size=4, max_size=4).map(tuple),
             min_size=1, max_size=3).map(tuple)), min_size=1, max_size=5))
@HUNDREDS
def test_whatever_comes_there_is_an_answer_that_excel_can_show(name: str, arguments: list[object]) -> None:
    answer = udf.call(name, *arguments)
    cells = [cell for row in answer for cell in row] if isinstance(answer, tuple) else [answer]
    assert all(isinstance(cell, str | float | bool) for cell in cells)
    assert not any(isinstance(cell, float) and cell != cell for cell in cells)
    if isinstance(answer, tuple):
        assert len({len(row) for row in answer}) == 1


def test_the_page_for_users_names_every_function() -> None:
    page = (Path(__file__).parents[2] / "docs" / "functions.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(PERF_\w+)\(", page))
    assert named == {each.name for each in udf.UDFS} | {"PERF_WHY"}


def test_on_the_sample_the_first_finding_is_one_that_validation_finds_in_that_row() -> None:
    opened = actions.open_department(Path(actions.__file__).parent / "sample" / "department.json")
    found = {(each.project, each.indicator, each.code) for each in actions.check(opened, date(2023, 6, 30)).findings}
    told, strange = 0, []
    for position, project in enumerate(opened.department.projects):
        for row in project.indicators:
            said = udf.call("PERF_CHECK", row.level2.text, row.level3.text, row.value.text, row.description.text)
            told += bool(said)
            if said and (position, row.index, said.split()[1]) not in found:
                strange.append(said.split()[1])
    assert told > 100
    # These rules keep silent where the rest of the table explains the row; a function sees the row only.
    assert sorted(strange) == ["SE205", "SE205", "SE212"]
