"""A marked copy shows each finding at its cell, beside its row, on 校验结果 and in the counts of 目录."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from perf_xl.actions import dump
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.layout import form

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marks")
    main(["import", str(SAMPLE / "department.json"), "-o", str(folder / "b.xlsx")])
    assert main(["validate", str(folder / "b.xlsx"), "--mark", str(folder / "m.xlsx")]) == 1
    return folder / "m.xlsx"


def findings(path: Path, capsys) -> list[dict]:
    capsys.readouterr()
    main(["validate", str(path), "--format", "json"])
    return json.loads(capsys.readouterr().out)["findings"]


def test_every_finding_is_at_its_cell(marked: Path, capsys) -> None:
    book = openpyxl.load_workbook(marked)
    found = [each for each in findings(marked, capsys) if each["cell"]]
    assert len(found) > 100
    for each in found:
        cell = book[each["sheet"]][each["cell"]]
        assert each["rule"] in cell.comment.text
        assert cell.fill.fill_type == "solid"
    listed = book[form.FINDINGS]
    assert sum(listed.cell(row, 10).value is not None for row in range(5, listed.max_row + 1)) == len(
        findings(marked, capsys))


def test_the_row_says_what_to_do(marked: Path, capsys) -> None:
    book = openpyxl.load_workbook(marked)
    for each in findings(marked, capsys):
        if each["indicator"] is not None:
            row = int(each["cell"].lstrip("ABCDEFGHIJ"))
            assert each["rule"] in book[each["sheet"]].cell(row, form.ISSUE).value


def test_contents_count_without_calculating(marked: Path, capsys) -> None:
    contents = openpyxl.load_workbook(marked, data_only=True)[form.CONTENTS]
    on_sheets = {name for name in openpyxl.load_workbook(marked, read_only=True).sheetnames if name not in form.OUR_SHEETS}
    errors = [each for each in findings(marked, capsys) if each["severity"] == "error" and each["sheet"] in on_sheets]
    assert sum(contents.cell(row, 10).value for row in range(5, 59)) == len(errors) == contents.cell(59, 10).value


def test_marking_twice_changes_nothing_but_the_time(marked: Path, tmp_path: Path, capsys) -> None:
    main(["validate", str(marked), "--mark", str(tmp_path / "again.xlsx")])
    assert [{**each, "file": ""} for each in findings(tmp_path / "again.xlsx", capsys)] == [
        {**each, "file": ""} for each in findings(marked, capsys)]
    first, second = (openpyxl.load_workbook(path) for path in (marked, tmp_path / "again.xlsx"))
    for name in first.sheetnames:
        if name not in form.OUR_SHEETS:
            assert [cell.value for row in first[name].iter_rows() for cell in row] == [
                cell.value for row in second[name].iter_rows() for cell in row]


def test_safe_fixes_are_applied_and_journalled(marked: Path, tmp_path: Path, capsys) -> None:
    source = marked.with_name("b.xlsx")
    main(["validate", str(source), "--fix", "safe", "--mark", str(tmp_path / "f.xlsx")])
    fixed = openpyxl.load_workbook(tmp_path / "f.xlsx")
    journal = [[cell.value for cell in row] for row in fixed[form.JOURNAL].iter_rows(min_row=5)]
    assert journal
    for _, action, sheet, cell, before, after, code, state in journal:
        assert (action, state) == ("自动修正", "已执行")
        assert str(fixed[sheet][cell].value) == str(after) != str(before)
        assert code
    assert not any(each["rule"] == "TV106" for each in findings(tmp_path / "f.xlsx", capsys))


def test_a_remark_beside_a_blank_amount_is_not_read_as_the_amount(tmp_path: Path) -> None:
    """其他资金 is blank nearly everywhere, and 问题 stands in the same row further right."""
    main(["template", "-o", str(tmp_path / "t.xlsx"), "--year", "2024"])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = next(book[name] for name in book.sheetnames if name not in form.OUR_SHEETS)
    sheet["E3"], sheet.cell(form.AMOUNT_ROW, form.ISSUE).value = "2024年取暖经费", "✖ FU102 没有填写预算数。"
    book.save(tmp_path / "f.xlsx")
    (project,) = dump(tmp_path / "f.xlsx")["projects"]  # type: ignore[misc]
    assert (project["budget"], project["fiscal"], project["other"]) == (None, None, None)
