"""Findings shown in a workbook before it is drawn are those that would be patched into it afterwards."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.hosts.memory import MemoryHost
from perf_xl.hosts.note_box import HEADING
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.layout.book import standard_workbook
from perf_xl.layout.mark import marks
from perf_xl.layout.mark_blueprint import marked
from perf_xl.picture.blueprint import Blueprint, CellDrawing, Formula, SheetDrawing
from perf_xl.picture.edit import Edit, Mark, Property, Redraw
from perf_xl.picture.remark import Remark

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

SHEET = SheetDrawing("甲", (CellDrawing(1, 1, "标题", "title", (1, 3)), CellDrawing(2, 1, "旧", "issue"),
                            CellDrawing(2, 2, Formula("=1+1", 2), "amount")))
BOOK = Blueprint((SHEET, SheetDrawing("乙")))


def look_of(cell: Any) -> tuple[object, ...]:
    """Everything that is seen of a cell."""
    return (cell.value, cell.comment.text if cell.comment else None, cell.quotePrefix, *(repr(getattr(cell, part)) for part in (
        "fill", "font", "border", "alignment", "number_format", "protection")))


def looks(content: bytes) -> dict[tuple[str, str], tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {(sheet.title, cell.coordinate): look_of(cell) for sheet in book for row in sheet.iter_rows() for cell in row}


@pytest.fixture(scope="module")
def sample() -> tuple[Blueprint, tuple[Remark, ...]]:
    """A workbook of two projects with its findings, one of them waived."""
    department = actions.load_json(SAMPLE / "department.json")
    blueprint = standard_workbook(replace(department, projects=department.projects[4:6]))
    grid = MemoryHost.from_blueprint(blueprint).snapshot()
    found = actions.check(actions.opened_from(grid, SAMPLE / "b.xlsx"), date(2023, 7, 3)).remarks
    return blueprint, (replace(found[0], waived="已请示"), *found[1:])


def test_it_looks_as_if_patched_afterwards(sample: tuple[Blueprint, tuple[Remark, ...]]) -> None:
    blueprint, remarks = sample
    changes = marks(MemoryHost.from_blueprint(blueprint).snapshot(), remarks, "2023-07-03 已校验")
    assert len({change.fill for change in changes if isinstance(change, Mark)}) > 2
    afterwards, refused = patched(drawn(blueprint), changes)
    assert not refused
    at_once, patched_in = looks(drawn(marked(blueprint, changes))), looks(afterwards)
    assert {place: look for place, look in at_once.items() if patched_in.get(place) != look} == {}
    assert at_once.keys() == patched_in.keys()


def test_edits_take_the_place_of_what_was_to_be_drawn() -> None:
    made, _ = marked(BOOK, [Edit("甲", 2, 1, None, "新"), Edit("甲", 2, 2, None, Formula("=2+2", 4)), Edit("甲", 9, 9, None, "添")]).sheets
    assert made.cells[1:] == (CellDrawing(2, 1, "新", "issue"), CellDrawing(2, 2, Formula("=2+2", 4), "amount"),
                              CellDrawing(9, 9, "添", "issue"))


def test_what_a_merged_area_covers_is_marked_where_it_shows_and_not_written() -> None:
    made, _ = marked(BOOK, [Mark("甲", 1, 2, "mark.error", "不符"), Edit("甲", 1, 3, None, "看不见")]).sheets
    assert made.cells == SHEET.cells
    assert (made.fills, made.notes) == (((1, 1, "mark.error"),), ((1, 1, "不符"),))
    sheet = openpyxl.load_workbook(BytesIO(drawn(marked(BOOK, [Mark("甲", 1, 2, "mark.error")]))))["甲"]
    assert sheet["A1"].fill.fgColor.rgb == "FFF4B6B0"


def test_a_waived_finding_has_a_note_of_ours_and_no_colour() -> None:
    sheet = openpyxl.load_workbook(BytesIO(drawn(marked(BOOK, [Mark("甲", 2, 1, "", "○ 已说明"), Mark("甲", 7, 7, "", "空白处")]))))["甲"]
    assert [sheet[cell].comment.text.splitlines()[0] for cell in ("A2", "G7")] == [HEADING, HEADING]
    assert sheet["A2"].fill.fill_type is None


def test_a_sheet_drawn_anew_keeps_its_place() -> None:
    new = SheetDrawing("甲", (CellDrawing(1, 1, "另一张", "cell"),))
    assert marked(BOOK, [Redraw(new)]).sheets == (new, BOOK.sheets[1])


@pytest.mark.parametrize("change", [Edit("丙", 1, 1, None, "x"), Mark("丙", 1, 1), Redraw(SheetDrawing("丙")), Property("title", "x")])
def test_what_is_not_there_cannot_be_changed(change: Any) -> None:
    with pytest.raises(ValueError, match="nothing to change"):
        marked(BOOK, [change])
