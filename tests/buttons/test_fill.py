"""新建项目表 and 导入上年."""

from __future__ import annotations

from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.buttons import press
from perf_xl.errors import Unusable
from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout import form
from perf_xl.layout.read import project_sheets, read
from perf_xl.picture.blueprint import Blueprint, SheetDrawing
from perf_xl.picture.edit import Edit
from tests.buttons.conftest import NOW
from tests.hosts.sample_department import department


def test_a_new_sheet_has_the_next_number_names_and_a_line_on_the_contents(host: MemoryHost) -> None:
    told = press("new_project", host, NOW)
    grid = host.snapshot()
    assert "第 4 张" in told
    assert [name for _, name in project_sheets(grid)][-1] == "4.新项目"
    assert grid.sheets[-1].name == "4.新项目"
    assert form.NAME_TABLE in {each.name for each in grid.names if each.scope == "4.新项目"}
    contents = grid.sheet(form.CONTENTS)
    assert contents is not None
    assert (contents.at(8, 1), contents.at(8, 3)) == (4, "第 4 个项目（未填）")
    assert contents.at(9, 3) == "合计（4 个项目）"
    assert host.seen == [("4.新项目", form.CODE_ROW, 2)]


def test_a_second_new_sheet_does_not_take_the_place_of_the_first(host: MemoryHost) -> None:
    press("new_project", host, NOW)
    press("new_project", host, NOW)
    assert [name for _, name in project_sheets(host.snapshot())][-2:] == ["4.新项目", "5.新项目"]


def test_what_is_filled_in_on_a_new_sheet_is_read(host: MemoryHost) -> None:
    press("new_project", host, NOW)
    new = next(project for project, name in project_sheets(host.snapshot()) if name == "4.新项目")
    assert new.unit_body.text == project_sheets(host.snapshot())[0][0].unit_body.text
    assert [each.level2.text for each in new.indicators] == []
    assert len(read(host.snapshot()).department.projects) == 3
    host.apply([Edit("4.新项目", form.CODE_ROW, 5, None, "新增装备购置经费")])
    assert [project.name.text for project in read(host.snapshot()).department.projects][-1] == "新增装备购置经费"


def test_a_workbook_of_another_kind_is_refused_with_advice() -> None:
    host = MemoryHost.from_blueprint(Blueprint((SheetDrawing("Sheet1"),)), "别的.xlsx")
    with pytest.raises(Unusable, match="not_from_template"):
        press("new_project", host, NOW)


def test_last_year_comes_without_its_money(host: MemoryHost, tmp_path: Path) -> None:
    actions.write_book(department(2), tmp_path / "2023.xlsx")
    host.picked = [[tmp_path / "2023.xlsx"], [tmp_path / "2024.xlsx"]]
    told = press("import_last_year", host, NOW)
    made = read(FilesHost(tmp_path / "2024.xlsx").snapshot()).department
    assert "2 个项目带入 2024 年" in told
    assert host.opened == [tmp_path / "2024.xlsx"]
    assert made.year == 2024
    assert [project.name.text for project in made.projects] == [
        project.name.text.replace("2023", "2024") for project in department(2).projects]
    assert all(project.budget.is_blank for project in made.projects)
    assert len(made.projects[0].indicators) == len(department(1).projects[0].indicators)


def test_a_published_document_is_taken_too(host: MemoryHost, tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "golden" / "documents" / "health_2024.txt"
    host.picked = [[source], [tmp_path / "新.xlsx"]]
    assert "2025 年" in press("import_last_year", host, NOW)
    assert read(FilesHost(tmp_path / "新.xlsx").snapshot()).department.projects


def test_cancelling_does_nothing(host: MemoryHost, tmp_path: Path) -> None:
    assert press("import_last_year", host, NOW) == ""
    actions.write_book(department(1), tmp_path / "2023.xlsx")
    host.picked = [[tmp_path / "2023.xlsx"]]
    assert press("import_last_year", host, NOW) == ""
    assert [path.name for path in tmp_path.iterdir()] == ["2023.xlsx"]


def test_the_source_is_never_overwritten(host: MemoryHost, tmp_path: Path) -> None:
    actions.write_book(department(1), tmp_path / "2023.xlsx")
    host.picked = [[tmp_path / "2023.xlsx"], [tmp_path / "2023.xlsx"]]
    with pytest.raises(Unusable, match="write"):
        press("import_last_year", host, NOW)


def test_the_new_sheet_follows_the_frame_of_the_cover(host: MemoryHost) -> None:
    named = next(each for each in host.snapshot().names if each.name == form.NAME_PROFILE)
    fill_place = (named.sheet, named.area.top, named.area.left)
    host.apply([Edit(*fill_place, None, "2021", expects_before=False)])
    press("new_project", host, NOW)
    sheet = host.snapshot().sheet("4.新项目")
    assert sheet is not None
    assert "经济成本指标" in {text for _, _, text in sheet.texts()}


