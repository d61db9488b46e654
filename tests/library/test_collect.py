"""The library of indicators: what was used, how often, with which measures and values."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl.actions import load_json
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.layout import form
from perf_xl.library.collect import collect
from perf_xl.library.library_json import library_json, names_by_level
from tests.case_file import context_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def departments(*values: str, names: tuple[str, ...] = ()) -> list:
    """One training project per value of 培训合格率."""
    names = names or ("培训合格率",) * len(values)
    return [context_of({"project": {"code": f"51010023T0000102{number:05d}"}, "indicator": {
        "level2": "质量指标", "level3": name, "description": "考核合格的占比", "value": value}}).department
            for number, (name, value) in enumerate(zip(names, values, strict=True))]


def quality(*values: str, names: tuple[str, ...] = ()):
    found = [each for each in collect(departments(*values, names=names), with_starter=False) if each.level2 == "质量指标"]
    (one,) = found
    return one


def test_uses_median_and_range() -> None:
    one = quality("≥95%", "≥90百分比", "≥98%", "=97%")
    assert (one.kind, one.level1, one.uses, one.projects) == ("培训", "产出指标", 4, 4)
    assert (one.low, one.median, one.high) == (Decimal(90), Decimal(96), Decimal(98))
    assert one.signs == ("≥", "=")
    assert one.measures == ("%",)


def test_the_same_name_written_differently_counts_once() -> None:
    one = quality("≥95%", "≥95%", "≥95%", names=("培训合格率", "培训合格率（%）", "培训 合格率%"))
    assert (one.level3, one.uses) == ("培训合格率", 3)


def test_numbers_of_another_measure_do_not_mix_into_the_median() -> None:
    one = quality("≥95%", "≥97%", "≥300人")
    assert (one.low, one.high, one.measures) == (Decimal(95), Decimal(97), ("%", "人"))


def test_two_versions_of_one_workbook_count_once() -> None:
    (one,) = departments("≥95%")
    assert [each.uses for each in collect([one, one], with_starter=False)] == [1] * 6
    later = replace(one, year=2024)
    assert [each.uses for each in collect([one, later, one], with_starter=False)] == [2] * 6


def test_words_have_no_median() -> None:
    assert quality("达到优秀", "达到合格").median is None


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_the_median_lies_within_the_range(numbers: list[int]) -> None:
    one = quality(*(f"≥{number}%" for number in numbers))
    assert one.low is not None
    assert one.median is not None
    assert one.high is not None
    assert one.low == min(numbers) <= one.median <= one.high == max(numbers)
    assert sum(number <= one.median for number in numbers) * 2 >= len(numbers)


def test_every_row_of_the_sample_is_counted_once() -> None:
    used = collect([load_json(SAMPLE / "department.json")], with_starter=False)
    assert sum(each.uses for each in used) == 347
    assert all(each.projects <= each.uses for each in used)


def test_what_was_used_is_not_offered_again_by_the_starter_set() -> None:
    both = collect(departments("≥95%", names=("参训人员考核合格率",)))
    assert [each.uses for each in both if each.level3 == "参训人员考核合格率" and each.kind == "培训"] == [1]


def test_a_form_of_2021_gets_its_own_levels() -> None:
    department = context_of({"profile": "2021", "indicators": [
        {"level1": "成本指标", "level2": "经济成本指标", "level3": "培训总成本", "value": "≤50万元"}]}).department
    levels = {each.level2 for each in collect([department])}
    assert "经济成本指标" in levels
    assert "生态环境成本指标" in levels
    assert "成本指标" not in levels


def test_a_library_names_what_drop_downs_offer(tmp_path: Path) -> None:
    main(["import", str(SAMPLE / "department.json"), "-o", str(tmp_path / "b.xlsx")])
    assert main(["library", str(tmp_path / "b.xlsx"), "-o", str(tmp_path / "l.json")]) == 0
    assert main(["template", "-o", str(tmp_path / "t.xlsx"), "--library", str(tmp_path / "l.json")]) == 0
    data = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))
    offered = dict(names_by_level(data, 24))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    (area,) = list(book.defined_names[f"{form.LIST_OFFERED}服务对象满意度指标"].destinations)
    cells = [cell.value for row in book[area[0]][area[1]] for cell in row]
    assert cells == list(offered["服务对象满意度指标"])
    assert cells[0] == "群众满意度"


def test_the_drop_down_suggests_and_refuses_nothing(tmp_path: Path) -> None:
    main(["template", "-o", str(tmp_path / "t.xlsx")])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = next(book[name] for name in book.sheetnames if name not in form.OUR_SHEETS)
    (rule,) = [each for each in sheet.data_validations.dataValidation if "INDIRECT" in (each.formula1 or "")]
    assert rule.formula1 == f'INDIRECT("{form.LIST_OFFERED}"&$C10)'
    assert str(rule.sqref).startswith("D10:D")
    assert not rule.showErrorMessage
    for level2 in (sheet.cell(row, form.LEVEL2).value for row in range(10, 19)):
        assert f"{form.LIST_OFFERED}{level2}" in book.defined_names


def test_the_sheet_holds_every_entry_and_counts_them(tmp_path: Path) -> None:
    main(["library", str(SAMPLE / "department.json"), "-o", str(tmp_path / "l.xlsx")])
    entries = collect([load_json(SAMPLE / "department.json")])
    book = openpyxl.load_workbook(tmp_path / "l.xlsx", data_only=True)
    rows = [row for row in book["指标库"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert [(row[0], row[3]) for row in rows] == [(each.kind, each.level3) for each in entries]
    kinds = [row for row in book["项目类别"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert sum(row[2] for row in kinds) == len(entries)
    assert sum(row[4] for row in kinds) == 347


def test_json_says_where_an_entry_comes_from() -> None:
    data = library_json(collect(departments("≥95%")))
    assert {each["source"] for each in data["indicators"]} == {"used", "starter"}


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(tmp_path: Path, capsys) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    main(["import", str(SAMPLE / "department.json"), "-o", str(tmp_path / "b.xlsx")])
    assert main(["library", str(tmp_path), "-o", str(tmp_path.parent / "l.json")]) == 2
    out, err = capsys.readouterr()
    assert "坏.xlsx" in err
    assert "347" in out


def test_a_template_from_a_file_that_is_no_library_is_refused(tmp_path: Path, capsys) -> None:
    (tmp_path / "l.json").write_text('{"indicators": [{"level2": 3}]}', encoding="utf-8")
    assert main(["template", "-o", str(tmp_path / "t.xlsx"), "--library", str(tmp_path / "l.json")]) == 2
    assert "level2" in capsys.readouterr().err
