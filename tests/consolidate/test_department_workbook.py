"""The department's workbook: parts and totals, recalculated by an office program and summed a second time from elsewhere."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from perf_xl.actions import consolidate, dump, import_document, write_book
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.desk.department_book import write_department_book
from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.layout import form
from perf_xl.layout.monitoring_sheet import read_monitoring
from perf_xl.layout.read import read
from perf_xl.messages.say import all_sentences
from perf_xl.model.entry import written
from perf_xl.model.evaluation import Outcome, SelfEvaluation
from perf_xl.model.monitoring import Interim
from perf_xl.model.voucher import DaySum, Spending
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import Grid, SheetGrid
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.copies import copied_groups
from tests.consolidate.books import unit, units
from tests.office import needs_office
from tests.published import TEXT, needs_published

TODAY = date(2023, 1, 10)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample split into twelve workbooks and put together again."""
    folder = tmp_path_factory.mktemp("部门")
    import_document(SAMPLE / "department.json", None, folder / "各单位")
    target = folder / "部门.xlsx"
    write_department_book(consolidate([folder / "各单位"]), target, TODAY)
    return target


def _rows(sheet: SheetGrid, first: int, blank: int = 2) -> list[tuple[Any, ...]]:
    """Rows from one on, up to the row of totals."""
    found = []
    for row in range(first, sheet.height + 1):
        values = tuple(sheet.at(row, column) for column in range(1, sheet.width + 1))
        if values[blank - 1] is None or str(values[blank - 1]).startswith("合计"):
            break
        found.append(values)
    return found


def _sheet(grid: Grid, name: str) -> SheetGrid:
    sheet = grid.sheet(name)
    assert sheet is not None
    return sheet


def _fen(value: Any) -> int:
    return round(float(value) * 1_000_000)


def test_totals_by_unit_are_those_of_the_data_file(made: Path) -> None:
    """Summed from the JSON with nothing of the program in between."""
    data = json.loads((SAMPLE / "department.json").read_text(encoding="utf-8"))
    expected: dict[str, int] = defaultdict(int)
    for project in data["projects"]:
        expected[project["unit_code"] + project["unit_name"]] += int(Decimal(project["budget"]) * 1_000_000)
    summary = _sheet(read_workbook(made), form.SUMMARY)
    rows = _rows(summary, 5)
    assert {row[1]: _fen(row[5]) for row in rows} == dict(expected)
    assert len(rows) == 12
    assert _fen(summary.at(5 + len(rows), 6)) == 33381_600_000


@pytest.mark.parametrize("column", range(4, 13))
def test_every_total_is_the_sum_of_its_parts(made: Path, column: int) -> None:
    summary = _sheet(read_workbook(made), form.SUMMARY)
    rows = _rows(summary, 5)
    total = 5 + len(rows)
    assert sum(_fen(row[column - 1]) for row in rows) == pytest.approx(_fen(summary.at(total, column)), abs=3)
    levels = next(row for row in range(total, summary.height) if summary.at(row, 1) == "按级次") + 2
    both = sum(_fen(summary.at(row, column)) for row in (levels, levels + 1))
    assert both == pytest.approx(_fen(summary.at(total, column)), abs=3)


def test_projects_are_numbered_in_official_order(made: Path) -> None:
    department = read(read_workbook(made)).department
    assert [project.no for project in department.projects] == list(range(1, 55))
    assert [project.unit_code for project in department.projects] == sorted(project.unit_code for project in department.projects)
    assert all(project.title.text.startswith(f"{project.no}.") for project in department.projects)


def test_findings_by_unit_family_and_rule_add_up_to_the_same(made: Path) -> None:
    grid = read_workbook(made)
    listed = _sheet(grid, form.FINDINGS)
    levels = [listed.at(row, 2) for row in range(5, listed.height + 1)]
    expected = tuple(levels.count(level) for level in ("✖ 错误", "▲ 提醒", "● 建议"))
    issues = _sheet(grid, form.ISSUES)
    totals = [tuple(issues.at(row, column) for column in (3, 4, 5)) for row in range(1, issues.height + 1) if issues.at(row, 2) == "合计"]
    assert totals == [expected] * 3


def test_every_family_of_rules_has_a_name() -> None:
    assert {rule.family for rule in all_rules()} == {key.rpartition(".")[2] for key in all_sentences("zh") if key.startswith("show.family.")}


def test_copied_sets_are_the_groups_the_rules_see(made: Path) -> None:
    grid = read_workbook(made)
    groups = copied_groups(read(grid).department)
    copies = _sheet(grid, form.COPIES)
    shown: dict[int, list[str]] = defaultdict(list)
    for row in _rows(copies, 5):
        shown[row[0]].append(row[1])
    projects = read(grid).department.projects
    assert list(shown.values()) == [[projects[position].code.text for position in group] for group in groups]
    assert len(groups) == 4


def test_the_source_of_every_project_is_named(made: Path) -> None:
    sources = _rows(_sheet(read_workbook(made), form.SOURCES), 5)
    assert len(sources) == 54
    for row in sources:
        book, sheet, code_cell = row[4], row[5], row[6]
        grid = read_workbook(made.parent / "各单位" / book)
        letters = re.match(r"([A-Z]+)(\d+)", code_cell)
        assert letters is not None
        assert _sheet(grid, sheet).at(int(letters[2]), ord(letters[1]) - 64) == row[1]
        assert row[16] == "一致"


class TestRecalculated:
    """What a real office program computes is what we stored."""

    pytestmark = needs_office

    @pytest.mark.parametrize("name", [form.SUMMARY, form.ISSUES, form.SOURCES, form.CONTENTS])
    def test_every_formula_shows_the_stored_value(self, calc: Any, made: Path, name: str) -> None:
        stored = _sheet(read_workbook(made), name)
        book = calc.books.open(str(made))
        book.app.calculate()
        live = book.sheets[name]
        different = []
        for (row, column), text in stored.formulas.items():
            shown, kept = live.range((row, column)).value, stored.at(row, column)
            if isinstance(kept, int | float) and not isinstance(shown, str):
                same = shown is not None and abs(shown - kept) < 1e-6
            else:
                same = (shown or "") == (kept or "")
            if not same:
                different.append((row, column, text, shown, kept))
        assert stored.formulas
        assert different == []

    def test_a_changed_amount_is_followed_and_shown_as_changed(self, calc: Any, made: Path) -> None:
        book = calc.books.open(str(made))
        project = read(read_workbook(made)).department.projects[0]
        place = project.budget.entry.place
        sheet = book.sheets[place.sheet]
        sheet.range((place.row, place.column)).value = 1050
        book.app.calculate()
        assert book.sheets[form.SUMMARY].range((5, 6)).value == pytest.approx(26797.60 + 1000)
        assert book.sheets[form.SOURCES].range((5, 17)).value == "已改动"


@needs_published
@pytest.mark.published
def test_the_published_document_split_and_put_together_is_the_published_document(tmp_path: Path, capsys) -> None:
    """12 units, 33381.60; totals by unit equal sums cut out of the text by hand."""
    from tests.sample_year import published_department

    assert main(["import", str(TEXT), "-o", str(tmp_path / "b.xlsx"), "--split", str(tmp_path / "units")]) == 0
    capsys.readouterr()
    assert main(["consolidate", str(tmp_path / "units"), "-o", str(tmp_path / "c.xlsx"), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert dump(tmp_path / "c.xlsx") == dump(TEXT)
    assert (printed["units"], printed["projects"], printed["total"]) == (12, 54, "33381.60")
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for project in published_department().projects:
        expected["".join(project.unit_body.text.split())] += Decimal(project.budget.entry.text)
    assert {"".join(each["unit"].split()): Decimal(each["total"]) for each in printed["by_unit"]} == dict(expected)


def test_spending_of_the_units_comes_along(tmp_path: Path, capsys) -> None:
    """Each unit's ledger in its own workbook; the department's progress is over all of them."""
    paid = {}
    for number, department in enumerate(units()):
        sums = tuple(DaySum(project.code.text, date(2023, 5, 31), (project.budget.fen or 0) // 4) for project in department.projects)
        paid[number] = sum(each.fen for each in sums)
        (tmp_path / "in").mkdir(exist_ok=True)
        write_book(department, tmp_path / "in" / f"{number}.xlsx", spending=Spending(2023, tuple(sorted(sums))))
    assert main(["consolidate", str(tmp_path / "in"), "-o", str(tmp_path / "o.xlsx"), "--as-of", "2023-06-30", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)["progress"]
    assert Decimal(printed["total"]["spent_exact"]) * 1_000_000 == sum(paid.values())
    assert Decimal(printed["total"]["planned_exact"]) == Decimal("16109.572")
    progress = _sheet(read_workbook(tmp_path / "o.xlsx"), form.PROGRESS)
    assert sum(_fen(row[11]) for row in _rows(progress, 5)) == pytest.approx(sum(paid.values()), abs=60)


def test_a_year_asked_for_that_is_not_the_workbooks_is_refused(tmp_path: Path, capsys) -> None:
    write_book(unit(1), tmp_path / "a.xlsx", spending=Spending(2023, (DaySum(unit(1).projects[0].code.text, date(2023, 5, 31), 100),)))
    assert main(["consolidate", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "o.xlsx"), "--as-of", "2024-06-30"]) == 2
    assert "2024-06-30" in capsys.readouterr().err
    assert not (tmp_path / "o.xlsx").exists()



def test_spending_of_no_project_is_told_of_not_dropped_in_silence(tmp_path: Path, capsys) -> None:
    paid = (DaySum("13060023P00XXXXXXXXXX", date(2023, 5, 31), 12345), DaySum(unit(1).projects[0].code.text, date(2023, 5, 31), 100))
    write_book(unit(1), tmp_path / "a.xlsx", spending=Spending(2023, tuple(sorted(paid))))
    book = FilesHost(tmp_path / "a.xlsx", copy_to=tmp_path / "b.xlsx")
    ledger = _sheet(book.snapshot(), form.LEDGER)
    row = next(row for row in range(5, ledger.height + 1) if ledger.at(row, 1) == unit(1).projects[0].code.text)
    book.apply([Edit(form.LEDGER, row, 1, None, "13060023P00YYYYYYYYYY", expects_before=False)])
    assert main(["consolidate", str(tmp_path / "b.xlsx"), "-o", str(tmp_path / "o.xlsx"), "--format", "json"]) == 0
    (conflict,) = json.loads(capsys.readouterr().out)["conflicts"]
    assert (conflict["conflict"], conflict["sheet"], conflict["severity"]) == ("spending_left", form.LEDGER, "warning")
    assert "13060023P00YYYYYYYYYY" in conflict["message"]


def test_monitoring_of_the_units_comes_along(tmp_path: Path) -> None:
    """Entered in the workbook of the second unit, found at the same indicator of the department's."""
    (tmp_path / "in").mkdir()
    write_book(unit(0), tmp_path / "in" / "a.xlsx")
    write_book(unit(1), tmp_path / "in" / "b.xlsx", interims={(0, 2): Interim(reached=written("80"), reason=written("进度偏慢"))})
    write_department_book(consolidate([tmp_path / "in"]), tmp_path / "o.xlsx", TODAY)
    grid = read_workbook(tmp_path / "o.xlsx")
    interims, _ = read_monitoring("o.xlsx", _sheet(grid, form.MONITORING), read(grid).department)
    ((position, index), found), = interims.items()
    assert read(grid).department.projects[position].unit_code == unit(1).unit_code
    assert (index, found.reached.text) == (2, "80")


def test_self_evaluation_of_the_units_comes_along_scored(tmp_path: Path) -> None:
    begun = unit(1)
    outcomes = tuple(Outcome(actual=written("100%")) for _ in begun.projects[0].indicators)
    evaluation = SelfEvaluation(achieved=written("全年任务完成"), outcomes=outcomes)
    begun = replace(begun, projects=(replace(begun.projects[0], evaluation=evaluation), *begun.projects[1:]))
    (tmp_path / "in").mkdir()
    write_book(unit(2), tmp_path / "in" / "a.xlsx")
    write_book(begun, tmp_path / "in" / "b.xlsx")
    made = write_department_book(consolidate([tmp_path / "in"]), tmp_path / "o.xlsx", TODAY)
    assert made.gathered.conflicts == ()
    after = read(read_workbook(tmp_path / "o.xlsx")).department
    found = next(project.evaluation for project in after.projects if project.unit_code == begun.unit_code)
    assert found is not None
    assert found.achieved.text == "全年任务完成"
    assert [outcome.actual.text for outcome in found.outcomes] == ["100%"] * len(outcomes)
