"""perf-xl validate --live and progress --live on a workbook open in LibreOffice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.layout import form
from perf_xl.layout.read import read
from perf_xl.picture.edit import Edit
from tests.hosts.sample_department import department
from tests.office import needs_office


@pytest.fixture
def live(calc: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The workbook in front, with a full-width amount nobody has saved yet."""
    from perf_xl.hosts.excel import ExcelHost

    actions.write_book(department(2), tmp_path / "打开着.xlsx")
    book = calc.books.open(str(tmp_path / "打开着.xlsx"))
    host = ExcelHost(book)
    place = read(host.snapshot()).department.projects[0].budget.entry.place
    host.apply([Edit(place.sheet, place.row, place.column, None, "５０．００", expects_before=False)])
    monkeypatch.setattr("perf_xl.hosts.calc_engine.running_app", lambda *_: calc)
    return book


@pytest.mark.office
@needs_office[1]
def test_validate_marks_and_mends_what_is_open(live: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (tmp_path / "打开着.xlsx").read_bytes()
    main(["validate", "--live", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    at = next(each for each in found if each["rule"] == "FU107")
    cell = live.sheets[at["sheet"]].range(at["cell"])
    assert "FU107" in cell.note.text
    main(["validate", "打开着.xlsx", "--live", "--fix", "safe"])
    assert cell.value == 50
    assert live.sheets[form.JOURNAL].range("F5").value == 50
    assert "FU107" not in capsys.readouterr().out
    assert (tmp_path / "打开着.xlsx").read_bytes() == before


@pytest.mark.office
@needs_office[1]
def test_progress_is_drawn_in_what_is_open(live: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress", "--live", "--as-of", "2023-06-30"]) == 0
    assert "截至 2023-06-30" in capsys.readouterr().out
    assert live.sheets[form.PROGRESS].range("B3").value.isoformat().startswith("2023-06-30")


@pytest.mark.office
@needs_office[1]
def test_a_workbook_that_is_not_open_is_named(live: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "别的.xlsx", "--live"]) == 2
    assert "别的.xlsx" in capsys.readouterr().err
    assert main(["validate", "--live", "--mark", "x.xlsx"]) == 2


def test_without_live_a_file_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate"]) == 2
    assert main(["progress", "--as-of", "2023-06-30"]) == 2
    assert "--live" in capsys.readouterr().err
