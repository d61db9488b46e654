"""Every button of the ribbon, pressed in VBA in LibreOffice, and what it starts carried out on a live Calc document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from addin.ribbon_xml import read_ribbon
from perf_xl import actions
from perf_xl.addin import entry
from perf_xl.addin.places import Places, read_pairs, write_pairs
from perf_xl.buttons import COMMANDS
from perf_xl.demo import SAMPLE
from perf_xl.hosts.excel import ExcelHost
from perf_xl.hosts.excel.write import colour
from perf_xl.journal import read_journal
from perf_xl.layout import form
from perf_xl.layout.read import read
from perf_xl.layout.styles import STYLES
from perf_xl.model.department import Department
from tests.addin.test_chain import macro
from tests.ledger_files import HEADER, write_text
from tests.office import needs_office

pytestmark = needs_office
__all__ = ["macro"]

MARKS = {colour(STYLES[name].fill) for name in ("mark.error", "mark.warning", "mark.info")}


class User:
    """Sits before the screen: answers dialogs as told beforehand, remembers what was said and opened."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.opened: list[Path] = []
        self.choices: list[int] = []
        self.lines: list[str] = []
        self.paths: list[list[Path]] = []

    def sit_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def first(found: list[Path]) -> Path | None:
            return found[0] if found else None

        def paths() -> list[Path]:
            return self.paths.pop(0) if self.paths else []

        monkeypatch.setattr(ExcelHost, "tell", lambda host, text: self.told.append(text))
        monkeypatch.setattr(ExcelHost, "ask", lambda host, question, options: self.choices.pop(0) if self.choices else None)
        monkeypatch.setattr(ExcelHost, "ask_text", lambda host, question, usual="": self.lines.pop(0) if self.lines else None)
        monkeypatch.setattr(ExcelHost, "pick_files", lambda host, title, endings, many=True: paths())
        monkeypatch.setattr(ExcelHost, "pick_folder", lambda host, title: first(paths()))
        monkeypatch.setattr(ExcelHost, "pick_target", lambda host, title, usual: first(paths()))
        monkeypatch.setattr("perf_xl.hosts.excel.host.show_file", self.opened.append)


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> User:
    made = User()
    made.sit_down(monkeypatch)
    return made


def sample(projects: int) -> Department:
    department = actions.load_json(SAMPLE / "department.json")
    return replace(department, projects=department.projects[:projects])


@pytest.fixture
def book(calc: Any, tmp_path: Path) -> Any:
    path = tmp_path / "预算=2023;100% & “甲”.xlsx"
    actions.write_book(sample(2), path)
    return calc.books.open(str(path))


@pytest.fixture
def click(macro: Any, calc: Any, book: Any, user: User, tmp_path: Path) -> Callable[[str], str]:
    """Press a button in VBA, hand the recorded command to Python, give back the last sentence told to the user."""
    at = Places(tmp_path / "张 三 & Co" / "Roaming", tmp_path / "张 三 & Co" / "Local")
    callbacks = {button.command: button.callback for button in read_ribbon().buttons()}
    running = count(1)

    def press(button: str) -> str:
        before = str(macro("PerfRunner.PerfRecorded") or "")
        assert macro(f"PerfPresser.Press{callbacks[button]}") == "pressed"
        command = str(macro("PerfRunner.PerfRecorded")).removeprefix(before).rstrip(";")
        identity = f"20261124-101500-{next(running)}"
        write_pairs(at.runs / f"{identity}.request", {"command": command, "hwnd": "7", "book": book.name})
        user.told.clear()
        assert entry.run(identity, at, lambda hwnd, name: calc.books[name]) == "done"
        assert read_pairs(at.runs / f"{identity}.result") == {"answer": "done"}
        assert not at.log.exists(), at.log.read_text(encoding="utf-8")
        assert book.app.status_bar in (False, "False") or user.told
        return user.told[0] if user.told else ""

    return press


def grid_of(book: Any) -> Any:
    return ExcelHost(book).snapshot()


def coloured(book: Any) -> set[tuple[str, str]]:
    """Every cell of the project sheets that carries a fill of a mark and a note."""
    found = set()
    for sheet in book.sheets:
        if sheet.name not in form.OUR_SHEETS:
            for note in sheet.notes:
                cell = note.location
                if cell.color in MARKS:
                    found.add((sheet.name, cell.address.replace("$", "")))
    return found


def test_check_marks_the_right_cells_and_clear_cleans(click: Callable[[str], str], book: Any, user: User) -> None:
    grid = grid_of(book)
    before = read(grid).department
    judged = actions.check(actions.opened_from(grid, Path(book.fullname)), date.today())
    expected = {(each.place.sheet, each.place.cell) for each in judged.findings if each.place.cell}
    assert "2 个项目" in click("validate")
    assert coloured(book) == expected
    listed = grid_of(book).sheet(form.FINDINGS)
    assert {(listed.at(row, 3), listed.at(row, 4)) for row in range(5, listed.height + 1)} >= expected
    assert "已清除" in click("clear_marks")
    assert coloured(book) == set()
    assert read(grid_of(book)).department == before


def test_fix_mends_and_undo_restores(click: Callable[[str], str], book: Any, user: User) -> None:
    sheet = next(sheet for sheet in book.sheets if sheet.name not in form.OUR_SHEETS)
    sheet.range("C4").value = "'５０．００"
    assert "自动修正" in click("fix")
    entries = read_journal(grid_of(book).sheet(form.JOURNAL))
    assert ("C4", "５０．００", 50) in [(each.cell, each.before, each.after) for each in entries]
    for each in entries:
        assert book.sheets[each.sheet].range(each.cell).value == each.after
    assert "已撤销" in click("undo")
    for each in entries:
        assert book.sheets[each.sheet].range(each.cell).value == each.before


def test_a_new_sheet_is_ready_to_be_filled(click: Callable[[str], str], book: Any, user: User) -> None:
    assert "第 3 张" in click("new_project")
    new = book.sheets[-1]
    assert (new.name, book.sheets.active.name) == ("3.新项目", "3.新项目")
    assert book.sheets[form.CONTENTS].range("C7").value == "第 3 个项目（未填）"
    new.range("E3").value = "新增经费"
    assert book.sheets[form.CONTENTS].range("C7").formula.startswith("=HYPERLINK(")
    assert new.range("A1").value == "3.新增经费绩效目标表"
    assert new.api.ProtectContents
    assert new.api.PageSetup.PrintArea.startswith("$A$1:$G$")
    assert new.impl.uno.PageStyle == "perf_xl 3.新项目"
    assert new.range("C4").data_validation.impl.type == "decimal"


def test_spending_comes_in_and_progress_is_drawn(click: Callable[[str], str], book: Any, user: User, tmp_path: Path) -> None:
    first, second = (project.code.text for project in read(grid_of(book)).department.projects)
    user.paths = [[write_text(tmp_path / "明细.csv", [
        HEADER, ["P1", "2023-02-10", first, "", "20000", "一"], ["P2", "2023-05-31", second, "", "10000", "二"]])]]
    assert "装载 2 笔 30,000.00 元" in click("load_ledger")
    user.lines = ["2023-06-30"]
    assert click("progress").startswith("截至 2023-06-30")
    sheet = book.sheets[form.PROGRESS]
    assert (sheet.range("L5").value, sheet.range("L6").value) == (2, 1)
    assert sheet.api.ChartObjects().Count == 2
    assert sheet.api.PageSetup.Orientation == 2


def test_units_become_the_departments_workbook(click: Callable[[str], str], calc: Any, user: User, tmp_path: Path) -> None:
    folder = tmp_path / "各单位"
    folder.mkdir()
    actions.write_book(sample(2), folder / "甲.xlsx")
    later = sample(3).projects[2:]
    actions.write_book(replace(sample(1), projects=later), folder / "乙.xlsx")
    user.paths = [[folder]]
    told = click("consolidate")
    assert "3 个项目" in told
    made = next(one for one in calc.books if one.name.endswith("汇总.xlsx"))
    department = read(grid_of(made)).department
    assert [project.code.text for project in department.projects]
    assert len(department.projects) == 3
    assert made.sheets[form.SUMMARY].range("E5").value is not None


def test_last_year_and_reports_are_made_where_the_user_says(click: Callable[[str], str], calc: Any, user: User, tmp_path: Path,
                                                            book: Any) -> None:
    user.paths = [[Path(book.fullname)], [tmp_path / "2024年.xlsx"]]
    assert "2 个项目带入 2024 年" in click("import_last_year")
    assert "2024年.xlsx" in [one.name for one in calc.books]
    user.choices, user.paths = [0, 0], [[tmp_path / "报告.docx"]]
    assert "报告已生成" in click("report")
    assert user.opened == [tmp_path / "报告.docx"]
    assert (tmp_path / "报告.docx").stat().st_size > 5_000


def test_help_is_shown(click: Callable[[str], str], user: User, book: Any) -> None:
    user.choices = [0]
    assert "填报说明" in click("rules")
    assert book.sheets.active.name == form.GUIDE
    assert "Windows" in click("settings")
    assert "Python" in click("doctor")
    assert click("manual") == ""
    assert user.opened[0].suffix == ".html"
    assert click("evaluate")
    assert book.sheets.active.name == form.EVALUATION
    assert click("send") == ""      # nobody says to whom: nothing is made ready


def test_no_button_is_forgotten_here() -> None:
    pressed = Path(__file__).read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f'"{command}"' not in pressed] == []


def test_the_user_is_a_stand_in_for_every_dialog(user: User) -> None:
    host = ExcelHost(None)
    assert host.ask("?", ["甲"]) is None
    assert host.pick_files("", ()) == []


