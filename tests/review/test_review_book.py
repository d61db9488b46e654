"""`perf-xl review`: the choice, the forms and the follow-up list as a workbook."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.desk import review_book

OFFICE = os.environ.get("PERF_XL_SOFFICE") or shutil.which("soffice")
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("评价")
    assert main(["import", str(SAMPLE / "department.json"), "-o", str(made / "b.xlsx")]) == 0
    assert main(["review", str(made / "b.xlsx"), "-o", str(made / "r.xlsx"), "--top", "4", "--experts", "3"]) == 0
    return made


def test_the_choice_is_what_was_computed(folder: Path) -> None:
    made = review_book.review(actions.open_department(folder / "b.xlsx"), date.today(), 4)
    sheet = openpyxl.load_workbook(folder / "r.xlsx", data_only=True)["重点评价选取"]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    assert len(rows) == 54
    assert [(row[1], row[2], row[9]) for row in rows] == [
        ("★ 入选" if each.chosen else None, each.project.code.text, float(each.points)) for each in made.candidates]


def test_each_chosen_project_has_its_form(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "r.xlsx")
    forms = [book[name] for name in book.sheetnames if name.startswith("审")]
    assert len(forms) == 4
    for sheet in forms:
        assert [sheet.cell(row, 3).value for row in range(8, 16)] == [10, 10, 15, 15, 15, 15, 10, 10]
        assert [sheet.cell(7, column).value for column in range(6, 12)] == ["专家1", "专家2", "专家3", "平均分", "极差", "分歧"]
        assert sheet["C18"].value is None, "the grade is left to a person"
        rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
        assert rules["F10:H10"].formula2 == "15"
        assert rules["C18:D18"].type == "list"


def test_the_follow_up_list_holds_every_error_and_the_chosen_projects_warnings(folder: Path) -> None:
    checked = actions.check(actions.open_department(folder / "b.xlsx"), date.today())
    made = review_book.review(actions.open_department(folder / "b.xlsx"), date.today(), 4)
    chosen = {each.position for each in made.candidates if each.chosen}
    expected = [each.code for each in checked.findings if each.waived is None and (
        each.severity.value == "error" or (each.severity.value == "warning" and each.project in chosen))]
    sheet = openpyxl.load_workbook(folder / "r.xlsx", data_only=True)["整改台账"]
    listed = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[4]]
    assert [row[12] for row in listed] == expected
    assert {row[8] for row in listed} == {"未整改"}
    assert sheet["A3"].value.startswith(f"未整改 {len(expected)}　")


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_another_program_computes_the_same(folder: Path, tmp_path: Path) -> None:
    """Scores filled in by hand; the number to be chosen changed: LibreOffice computes all of it anew."""
    book = openpyxl.load_workbook(folder / "r.xlsx")
    choice = book["重点评价选取"]
    choice["C3"] = 2
    form = next(book[name] for name in book.sheetnames if name.startswith("审"))
    for row, scores in enumerate(((8, 9, 10), (8, 8, 8), (15, 3, 9), (10, 10, 10), (12, 12, 12), (13, 14, 15), (9, 9, 9), (7, 8, None)), 8):
        for column, score in enumerate(scores, 6):
            form.cell(row, column).value = score
    name = form.title
    book.save(tmp_path / "filled.xlsx")
    subprocess.run([str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", str(tmp_path / "out"), str(tmp_path / "filled.xlsx")], check=True, capture_output=True, timeout=120)
    computed = openpyxl.load_workbook(tmp_path / "out" / "filled.xlsx", data_only=True)
    seen = computed[name]
    assert [seen.cell(8, column).value for column in (9, 10)] == [9, 2]
    assert (seen.cell(10, 9).value, seen.cell(10, 10).value, seen.cell(10, 11).value) == (9, 12, "▲ 再议")
    assert not seen.cell(9, 11).value
    assert [seen.cell(16, column).value for column in (6, 7)] == [82, 73]
    assert not seen.cell(16, 8).value, "an expert who left an item open has no total"
    assert (seen.cell(16, 9).value, seen.cell(16, 10).value) == (77.5, 9)
    before = openpyxl.load_workbook(folder / "r.xlsx", data_only=True)["重点评价选取"]
    for row in range(5, 59):
        cells = [computed["重点评价选取"].cell(row, column).value for column in (1, 7, 10)]
        assert cells == [before.cell(row, column).value for column in (1, 7, 10)]
        assert bool(computed["重点评价选取"].cell(row, 2).value) == (row < 7)


@pytest.mark.parametrize("wrong", [["--top", "0"], ["--experts", "0"], ["--experts", "99"], ["--as-of", "2024-06-30"]])
def test_what_makes_no_sense_is_refused(folder: Path, tmp_path: Path, wrong: list[str], capsys) -> None:
    assert main(["review", str(folder / "b.xlsx"), "-o", str(tmp_path / "r.xlsx"), *wrong]) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "r.xlsx").exists()


def test_an_empty_workbook_has_nothing_to_choose_from(tmp_path: Path, capsys) -> None:
    main(["template", "-o", str(tmp_path / "t.xlsx"), "--year", "2024"])
    assert main(["review", str(tmp_path / "t.xlsx"), "-o", str(tmp_path / "r.xlsx")]) == 2
    assert "没有填好的项目" in capsys.readouterr().err
