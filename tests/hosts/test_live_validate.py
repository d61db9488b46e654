"""校验 on a workbook open in Calc: the same reading, the same findings and the same cells as on the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from perf_xl import actions
from perf_xl.hosts.excel import ExcelHost
from perf_xl.hosts.excel.write import colour
from perf_xl.hosts.files import FilesHost
from perf_xl.layout.mark import marks
from perf_xl.layout.read import read
from perf_xl.layout.styles import STYLES
from perf_xl.model.as_json import to_json
from perf_xl.picture.blueprint import Formula
from perf_xl.picture.edit import Change, Content, Edit, Mark
from perf_xl.picture.grid import Grid, Value
from tests.hosts.sample_department import department
from tests.office import needs_office

pytestmark = needs_office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A standard workbook in which two values are missing."""
    path = tmp_path / "预算 绩效=2023.xlsx"
    actions.write_book(department(2), path)
    damaged = tmp_path / "缺 两个值.xlsx"
    grid = FilesHost(path).snapshot()
    wrong: list[Change] = []
    for project in read(grid).department.projects:
        place = project.indicators[0].value.place
        wrong.append(Edit(place.sheet, place.row, place.column, None, None, expects_before=False))
    FilesHost(path, copy_to=damaged).apply(wrong)
    return damaged


def findings(path: Path, grid: Grid) -> tuple[Change, ...]:
    opened = actions.Opened(path, read(grid).department, grid)
    checked = actions.check(opened, date(2023, 6, 30))
    assert checked.findings
    return marks(grid, checked.remarks, "校验")


def test_the_live_workbook_reads_like_its_file(calc: Any, file: Path) -> None:
    live = ExcelHost(calc.books.open(str(file))).snapshot()
    stored = FilesHost(file).snapshot()
    assert to_json(read(live).department) == to_json(read(stored).department)
    for one in stored.sheets:
        seen = live.sheet(one.name)
        assert seen is not None
        # Calc's used area ends with the last content, Excel's also counts formats.
        assert set(seen.merges) == {area for area in one.merges if area.top <= seen.height}, one.name
        assert seen.hidden == one.hidden
    # Names of the programs themselves (print areas, filters) differ.
    assert {(name.name, name.sheet, name.area) for name in stored.names if not name.name.startswith("_xlnm.")} <= {
        (name.name, name.sheet, name.area) for name in live.names}


def test_validate_marks_the_cells_in_the_open_workbook(calc: Any, file: Path) -> None:
    host = ExcelHost(calc.books.open(str(file)))
    changes = findings(file, host.snapshot())
    assert host.apply(changes) == []
    marked = [change for change in changes if isinstance(change, Mark) and change.fill]
    assert len(marked) >= 2
    for mark in marked:
        cell = host.book.sheets[mark.sheet].range((mark.row, mark.column))
        assert cell.color == colour(STYLES[mark.fill].fill)
        assert mark.note in cell.note.text
    for edit in (change for change in changes if isinstance(change, Edit)):
        assert host.book.sheets[edit.sheet].range((edit.row, edit.column)).value == _shown(edit.after)
    sheet = host.snapshot().sheet("校验结果")
    assert sheet is not None
    assert any("指标值" in text for _, _, text in sheet.texts())


def _shown(after: Content) -> Value:
    """What the cell shows once the program has calculated."""
    value = after.value if isinstance(after, Formula) else after
    return None if value == "" else value
