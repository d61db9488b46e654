"""The Excel host, the very code that runs in Excel, on a live LibreOffice Calc document."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.excel import ExcelHost, quiet
from perf_xl.hosts.excel.write import colour
from perf_xl.hosts.note_box import HEADING
from perf_xl.layout.styles import STYLES
from perf_xl.picture.blueprint import CellDrawing, Choice, Formula, Highlight, Link, SheetDrawing
from perf_xl.picture.edit import Edit, Mark, Property, Redraw
from perf_xl.picture.grid import Area
from tests.office import needs_office

pytestmark = needs_office


@pytest.fixture
def book(calc: Any) -> Any:
    made = calc.books.add()
    made.sheets[0].name = "项目 1"
    return made


@pytest.fixture
def host(book: Any) -> ExcelHost:
    return ExcelHost(book)


def fill(style: str) -> tuple[int, int, int]:
    return colour(STYLES[style].fill)


def put(book: Any, cell: str, rows: object) -> None:
    book.sheets[0].range(cell).value = rows


def test_values_come_back_as_they_are_shown(book: Any, host: ExcelHost) -> None:
    put(book, "A1", [["'312001", 50.5, True], [datetime(2023, 6, 30), "≥95%的单位", None]])
    sheet = host.snapshot().sheets[0]
    assert sheet.name == "项目 1"
    assert sheet.rows == (("312001", 50.5, True), (datetime(2023, 6, 30), "≥95%的单位", None))


def test_formulas_errors_and_percentages_are_told_apart(book: Any, host: ExcelHost) -> None:
    put(book, "B2", [["=1/0", "=NA()", "'=kein", 0.25, 0.25, "=E2*4"]])
    book.sheets[0].range("E2").number_format = "0.0%"
    sheet = host.snapshot().sheets[0]
    assert sheet.errors == {(2, 2): "#DIV/0!", (2, 3): "#N/A"}
    assert sheet.at(2, 2) is None
    assert sheet.at(2, 4) == "=kein"
    assert sheet.formulas == {(2, 2): "=1/0", (2, 3): "=NA()", (2, 7): "=E2*4"}
    assert sheet.percents == {(2, 5)}


@pytest.mark.parametrize("lists_merges", [True, False])
def test_merged_and_hidden_cells_are_seen(book: Any, host: ExcelHost, lists_merges: bool,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    """With Calc's own list of merged areas, and - as in Excel - by questions alone."""
    from perf_xl.hosts.calc.sheets import Sheet

    if not lists_merges:
        monkeypatch.delattr(Sheet, "merged_areas")
    put(book, "A1", [["标题", None, None, "旁"], [1, 2, 3, 4], ["左", 2, 3, 4], [None, 6, 7, 8], ["a", "b", "c", "d"]])
    sheet = book.sheets[0]
    sheet.range("A1:C1").merge()
    sheet.range("A3:A4").merge()
    sheet.impl.range("B2").cells.getRows().IsVisible = False
    sheet.impl.range("D2").cells.getColumns().IsVisible = False
    read = host.snapshot().sheets[0]
    assert read.merges == (Area(1, 1, 1, 3), Area(3, 1, 4, 1))
    assert read.hidden_rows == {2}
    assert read.hidden_columns == {4}


def test_names_of_book_and_sheet_are_read(book: Any, host: ExcelHost) -> None:
    put(book, "A1", [[1, 2], [3, 4]])
    book.names.add("全部", "='项目 1'!$A$1:$B$2")
    book.sheets[0].names.add("编码", "='项目 1'!$B$2")
    assert {(one.name, one.scope, one.sheet, one.area) for one in host.snapshot().names} == {
        ("全部", "", "项目 1", Area(1, 1, 2, 2)), ("编码", "项目 1", "项目 1", Area(2, 2, 2, 2))}


def test_an_edit_is_refused_when_the_cell_has_changed(book: Any, host: ExcelHost) -> None:
    put(book, "A1", [["≥100百分百", "别人改过"]])
    good = Edit("项目 1", 1, 1, "≥100百分百", "≥100百分比")
    late = Edit("项目 1", 1, 2, "原来的", "新的")
    anyway = Edit("项目 1", 9, 1, "不看", Formula("=LEN(A1)"), expects_before=False)
    assert host.apply([good, late, anyway]) == [late]
    sheet = host.snapshot().sheets[0]
    assert sheet.at(1, 1) == "≥100百分比"
    assert sheet.at(1, 2) == "别人改过"
    assert sheet.at(9, 1) == 7


def test_the_same_cell_may_be_edited_twice(book: Any, host: ExcelHost) -> None:
    put(book, "A1", "一")
    assert host.apply([Edit("项目 1", 1, 1, "一", "二"), Edit("项目 1", 1, 1, "二", "三")]) == []
    assert host.snapshot().sheets[0].at(1, 1) == "三"


@pytest.mark.parametrize("text", ["312001", "=1+1", "3/4", "6月30日", "-", "50%", "TRUE"])
def test_text_stays_the_text_it_was(host: ExcelHost, text: str) -> None:
    host.apply([Edit("项目 1", 1, 1, None, text), Edit("项目 1", 2, 1, None, Formula("=1"))])
    sheet = host.snapshot().sheets[0]
    assert sheet.at(1, 1) == text
    assert (1, 1) not in sheet.formulas


def test_a_mark_colours_the_cell_and_carries_a_note(book: Any, host: ExcelHost) -> None:
    put(book, "A1", [["甲", "乙"]])
    book.sheets[0].range("B1").add_note("科长：已核对")
    host.apply([Mark("项目 1", 1, 1, "mark.error", "指标值空白"), Mark("项目 1", 1, 2, "mark.warning", "不可衡量")])
    first, second = book.sheets[0].range("A1"), book.sheets[0].range("B1")
    assert first.color == fill("mark.error")
    assert first.note.text == f"{HEADING}\n指标值空白"
    assert second.note.text == f"科长：已核对\n{HEADING}\n不可衡量"
    host.apply([Mark("项目 1", 1, 1), Mark("项目 1", 1, 2)])
    assert first.color is None
    assert first.note is None
    assert second.note.text == "科长：已核对"


def test_taking_marks_off_leaves_a_colour_of_the_user(book: Any, host: ExcelHost) -> None:
    put(book, "A1", "甲")
    book.sheets[0].range("A1").color = (0, 176, 80)
    host.apply([Mark("项目 1", 1, 1)])
    assert book.sheets[0].range("A1").color == (0, 176, 80)


FINDINGS = SheetDrawing(
    "校验结果",
    cells=(CellDrawing(1, 1, "校验结果", "page.title", (1, 3)), CellDrawing(2, 1, "项目编码", "table.head"),
           CellDrawing(2, 2, "位置", "table.head"), CellDrawing(2, 3, "日期", "table.head"),
           CellDrawing(3, 1, "312001", "table.text"), CellDrawing(3, 2, Link("项目 1", "F20", "F20"), "table.link"),
           CellDrawing(3, 3, date(2023, 6, 30), "table.date")),
    widths=((1, 14), (2, 40)), heights=((1, 30),), names=(("结果", Area(3, 1, 3, 3)),), filter=Area(2, 1, 3, 3),
    freeze=(3, 1), protect=True, notes=((3, 1, "说明"),), fills=((3, 3, "mark.info"),),
    choices=(Choice(Area(3, 1, 9, 1), "编码表", "编码不对", "请从列表中选择。", strict=False),),
    highlights=(Highlight(Area(3, 1, 9, 1), "mark.error", '=$A3="312001"'), Highlight(Area(3, 3, 9, 3), bars=True)))


def test_a_sheet_is_drawn_and_drawn_again(book: Any, host: ExcelHost) -> None:
    book.names.add("编码表", "='项目 1'!$A$1:$A$5")
    host.apply([Redraw(FINDINGS)])
    host.apply([Redraw(FINDINGS)])
    sheet = host.snapshot().sheets[1]
    assert sheet.rows[2] == ("312001", "F20", datetime(2023, 6, 30))
    assert sheet.merges == (Area(1, 1, 1, 3),)
    drawn = book.sheets["校验结果"]
    assert len(book.sheets) == 2
    assert drawn.api.ProtectContents
    assert drawn.range("A2").font.name == "黑体"
    assert drawn.range("C3").number_format.lower() == "yyyy-mm-dd"
    assert drawn.range("C3").color == fill("mark.info")
    assert drawn.range("A3").note.text == "说明"
    assert len(drawn.range("A3:A9").conditional_formats) == 1
    assert drawn.range("A5").data_validation.impl.source == "编码表"
    assert book.sheets.active.name == "项目 1"


def test_a_smaller_drawing_leaves_nothing_of_the_larger(host: ExcelHost, book: Any) -> None:
    book.names.add("编码表", "='项目 1'!$A$1:$A$5")
    host.apply([Redraw(FINDINGS)])
    host.apply([Redraw(SheetDrawing("校验结果", cells=(CellDrawing(1, 1, "没有问题", "table.text"),)))])
    sheet = host.snapshot().sheets[1]
    assert sheet.rows == (("没有问题",),)
    assert book.sheets[1].range("A3").note is None


def test_a_gently_locked_sheet_is_marked_and_locked_again(book: Any, host: ExcelHost) -> None:
    put(book, "A1", "甲")
    book.sheets[0].api.Protect(Contents=True)
    host.apply([Mark("项目 1", 1, 1, "mark.error")])
    assert book.sheets[0].range("A1").color == fill("mark.error")
    assert book.sheets[0].api.ProtectContents


def test_a_sheet_that_is_gone_is_named(host: ExcelHost) -> None:
    with pytest.raises(Unusable, match=r"write\.no_sheet") as found:
        host.apply([Mark("没有", 1, 1, "mark.error")])
    assert found.value.facts == {"sheet": "没有"}


def test_the_program_is_put_back_even_after_a_failure(book: Any) -> None:
    app = book.app

    def fail_in_silence() -> None:
        with quiet.quiet(app):
            assert app.calculation == "manual"
            assert not app.screen_updating
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_silence()
    assert app.calculation == "automatic"
    assert app.screen_updating
    assert app.enable_events


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the block reads and writes of cell contents."""
    from perf_xl.hosts.calc.ranges import Range

    counts: Counter[str] = Counter()
    value, formula = Range.raw_value, Range.formula

    def counting(prop: property, name: str) -> property:
        assert prop.fget is not None
        assert prop.fset is not None

        def get(self: Any) -> Any:
            counts["read"] += 1
            return prop.fget(self)

        def put(self: Any, data: Any) -> None:
            counts["write"] += 1
            prop.fset(self, data)

        return property(get, put)

    monkeypatch.setattr(Range, "raw_value", counting(value, "value"))
    monkeypatch.setattr(Range, "formula", counting(formula, "formula"))
    return counts


def test_two_reads_and_three_writes_are_enough_for_a_sheet(book: Any, host: ExcelHost, counted: Counter[str]) -> None:
    put(book, "A1", [[f"行{row}", row, f"≥{row}%的数"] for row in range(1, 41)])
    counted.clear()
    host.snapshot()
    assert counted == {"read": 2}
    counted.clear()
    column = [Edit("项目 1", row, 5, None, f"问题 {row}") for row in (2, 5, 6, 11, 30)]
    fixes = [Edit("项目 1", row, 1, f"行{row}", f"第{row}行") for row in (3, 4, 5)]
    assert host.apply([*column, *fixes, *(Mark("项目 1", row, 1, "mark.error", "问题") for row in range(1, 41))]) == []
    assert counted["read"] <= 2
    assert counted["write"] <= 3
    counted.clear()
    host.apply([Redraw(SheetDrawing("校验结果", cells=tuple(
        CellDrawing(row, column, f"{row}.{column}", "table.text") for row in range(1, 200) for column in range(1, 8))))])
    assert counted == {"write": 1}


def test_a_property_is_set_and_taken_away(book: Any, host: ExcelHost) -> None:
    host.apply([Property("perf_xl.version", "1"), Property("perf_xl.seal", "甲"), Property("title", "绩效目标")])
    host.apply([Property("perf_xl.version", "2"), Property("perf_xl.seal", "")])
    assert host.snapshot().properties == {"perf_xl.version": "2", "title": "绩效目标"}
    assert book.impl.document.DocumentProperties.Title == "绩效目标"


def test_nobody_is_asked_without_a_window(host: ExcelHost) -> None:
    host.show("正在校验…")
    assert host.book.app.status_bar == "正在校验…"
    host.tell("没有发现问题。")
    assert host.book.app.status_bar is False
    assert host.ask("选哪个？", ["甲", "乙"]) is None
