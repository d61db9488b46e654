"""What people and programs do to a filled workbook must not mislead the reader."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perf_xl.actions import dump, open_department
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.layout import form

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

UNIT = "312007"       # six projects, three of them with nine indicators


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("units")
    main(["import", str(SAMPLE / "department.json"), "--split", str(folder)])
    return next(file for file in folder.iterdir() if file.name.startswith(UNIT))


def plain(path: Path) -> list[Any]:
    """The dump without the names of the sheets."""
    return [{key: value for key, value in project.items() if key != "sheet"} for project in dump(path)["projects"]]  # type: ignore[attr-defined]


def projects(book: openpyxl.Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.title not in form.OUR_SHEETS]


def blank_rows(book: openpyxl.Workbook) -> None:
    """Inserted by a program that shifts neither names nor merges."""
    for sheet in projects(book):
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        for row in (12, 9, 7, 5, 3, 1):
            sheet.insert_rows(row)


def inserted_columns(book: openpyxl.Workbook) -> None:
    for sheet in projects(book):
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_cols(4)
        sheet.insert_cols(1, 2)


def renamed_and_reordered(book: openpyxl.Workbook) -> None:
    sheets = projects(book)
    for number, sheet in enumerate(sheets):
        sheet.title = f"改名{number}"
        book.move_sheet(sheet, offset=-2 * number)


def foreign_sheets(book: openpyxl.Workbook) -> None:
    book.create_sheet("工资表", 0)["A1"] = "姓名"
    other = book.create_sheet("会议记录")
    for row in range(1, 60):
        other.append([f"第{row}项", "绩效目标", row])


def hidden_and_filtered(book: openpyxl.Workbook) -> None:
    for sheet in projects(book):
        for row in (4, 11, 13):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["E"].hidden = True
        sheet.sheet_state = "hidden" if sheet is projects(book)[0] else "visible"


def no_names(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for name in list(sheet.defined_names):
            del sheet.defined_names[name]
    for name in list(book.defined_names):
        del book.defined_names[name]


@pytest.mark.parametrize("disturb", [blank_rows, inserted_columns, renamed_and_reordered, foreign_sheets,
                                     hidden_and_filtered, no_names], ids=lambda each: each.__name__)
def test_the_projects_stay_the_same(disturb: Callable[[openpyxl.Workbook], None], filled: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled)
    disturb(book)
    book.save(tmp_path / "disturbed.xlsx")
    assert plain(tmp_path / "disturbed.xlsx") == plain(filled)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_saved_by_libreoffice(kind: str, filled: Path, tmp_path: Path) -> None:
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
                    "--outdir", str(tmp_path / "out"), str(filled)], check=True, capture_output=True, timeout=120)
    (saved,) = (tmp_path / "out").iterdir()
    assert plain(saved) == plain(filled)


def test_typed_texts_are_understood_and_blank_is_not_zero(filled: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled)
    sheets = projects(book)
    typed = {"50.00 ": "50.00", "２０": "20.00", "2000万": "2000.00", "1,262.81": "1262.81"}
    for sheet, text in zip(sheets, typed, strict=False):
        sheet.cell(form.AMOUNT_ROW, 3).value = text
    sheets[4].cell(form.AMOUNT_ROW, 3).value = None
    sheets[5].cell(form.AMOUNT_ROW, 3).value = "=1+1"
    book.save(tmp_path / "typed.xlsx")
    department = open_department(tmp_path / "typed.xlsx").department
    assert [project.budget.text for project in department.projects[:4]] == list(typed.values())
    assert [project.budget.tidy for project in department.projects[:4]] == [True, False, False, False]
    assert department.projects[4].budget.value is None
    (trouble,) = department.troubles
    assert (trouble.what, trouble.place.cell) == ("layout.uncached", "C4")


def test_a_blank_template_filled_by_hand(tmp_path: Path) -> None:
    main(["template", "-o", str(tmp_path / "t.xlsx"), "--unit", "205001某市教育局本级", "--year", "2024", "--projects", "2"])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = projects(book)[0]
    sheet["B3"], sheet["E3"], sheet["C4"], sheet["E4"] = "51010024T000010263357", "教师培训经费", 50, 50
    sheet["B7"], sheet["D7"], sheet["E7"], sheet["F7"] = 0.2, 0.5, 0.8, 1
    sheet["B8"] = "1.培训120名教师"
    sheet["D10"], sheet["M10"], sheet["N10"], sheet["O10"] = "培训人数", "≥", 120, "人"
    book.save(tmp_path / "f.xlsx")
    department = open_department(tmp_path / "f.xlsx").department
    (project,) = department.projects
    assert department.year == 2024
    assert project.unit_code == "205001"
    assert [step.text for step in project.plan.steps] == ["20", "50", "80", "100"]
    (row,) = project.indicators
    assert (row.level1.text, row.level2.text, row.value.text) == ("产出指标", "数量指标", "≥120人")
    assert department.troubles == ()
