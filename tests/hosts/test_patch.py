"""Changing a received workbook: the cell changes, everything else stays."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perf_xl.errors import Unusable
from perf_xl.hosts.formula_like import is_formula_like
from perf_xl.hosts.note_box import HEADING
from perf_xl.hosts.xlsx_patch import patch, patched
from perf_xl.layout.styles import STYLES
from perf_xl.picture.blueprint import CellDrawing, ChartDrawing, Formula, Highlight, Link, SeriesDrawing, SheetDrawing
from perf_xl.picture.edit import Edit, Mark, Property, Redraw
from perf_xl.picture.grid import Area
from tests.hosts.received import SHEET, opened, parts, received, values, with_part

BOOK = received()
FIRST = "xl/worksheets/sheet1.xml"
RED = "mark.error"


def edit(cell: tuple[int, int], after: object, before: object = None, forced: bool = True) -> Edit:
    return Edit(SHEET, *cell, before, after, expects_before=not forced)  # type: ignore[arg-type]


def changed_parts(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


@pytest.mark.parametrize(("cell", "before"), [
    ((2, 1), "预算数"), ((2, 2), 50), ((2, 2), 50.0), ((2, 4), 12.5), ((3, 1), "资金用途：办案"), ((3, 3), True),
    ((3, 4), 62.5), ((5, 5), None), ((5, 5), ""),
])
def test_an_edit_goes_in_while_the_cell_holds_what_was_expected(cell, before):
    after, refused = patched(BOOK, [edit(cell, "新", before, forced=False)])
    assert refused == []
    assert opened(after)[SHEET].cell(*cell).value == "新"


@pytest.mark.parametrize(("cell", "before"), [
    ((2, 1), "预算"), ((2, 2), 51), ((2, 2), "50"), ((3, 3), 1), ((2, 2), None), ((5, 5), 0), ((2, 1), 50),
])
def test_an_edit_is_refused_when_the_cell_holds_something_else(cell, before):
    wanted = edit(cell, "新", before, forced=False)
    after, refused = patched(BOOK, [wanted])
    assert refused == [wanted]
    assert parts(after) == parts(BOOK)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM(A1)", "\t=1", " 前后 ", "一\n二", "_x000D_", "a\x01b", "<&>"])
def test_text_stays_text(text):
    after, _ = patched(BOOK, [edit((5, 2), text)])
    from openpyxl.utils.escape import unescape
    cell = opened(after)[SHEET].cell(5, 2)
    assert unescape(cell.value) == text
    assert cell.data_type == "s"


def test_numbers_truths_dates_and_formulas_keep_their_kind():
    after, _ = patched(BOOK, [
        edit((5, 1), 1262.81), edit((5, 2), 3), edit((5, 3), False), edit((5, 4), date(2023, 6, 30)),
        edit((6, 4), datetime(2023, 6, 30, 12)), edit((6, 1), Formula("=A5*2", 2525.62)), edit((6, 2), Formula('="甲"', "甲"))])
    assert values(after, SHEET)[4][:4] == [1262.81, 3, False, date(2023, 6, 30)]
    assert values(after, SHEET)[5][:4] == [2525.62, "甲", "", datetime(2023, 6, 30, 12)]
    assert opened(after)[SHEET]["A6"].value == "=A5*2"


def test_a_new_cell_takes_the_style_of_its_column_and_an_old_one_keeps_its_own():
    after, _ = patched(BOOK, [edit((5, 5), "x"), edit((3, 2), 8)])
    sheet = opened(after)[SHEET]
    assert sheet["E5"].font.italic
    assert sheet["B3"].fill.fgColor.rgb == "FFFF8080"


def test_what_lies_hidden_in_a_merged_area_is_refused():
    wanted = edit((1, 2), "x")
    assert patched(BOOK, [wanted])[1] == [wanted]


def test_nothing_but_the_sheet_and_the_order_to_recalculate_changes():
    after, _ = patched(with_part(BOOK, "xl/workbook.xml", parts(BOOK)["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")),
                       [edit((2, 2), 51)])
    assert changed_parts(BOOK, after) <= {FIRST, "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in parts(after)["xl/workbook.xml"]


def test_chart_image_drop_down_name_and_note_survive():
    after, _ = patched(BOOK, [edit((2, 2), 51), Mark(SHEET, 2, 2, RED, "预算数不符"), Property("perf_xl.seal", "abc")])
    book = opened(after)
    assert len(book[SHEET]._charts) == 1
    assert parts(after)["xl/media/image1.png"] == parts(BOOK)["xl/media/image1.png"]
    assert book[SHEET].data_validations.dataValidation[0].formula1 == "一级指标"
    assert "一级指标" in book.defined_names
    assert book[SHEET]["A2"].comment.text == "用户自己的批注"
    assert book.custom_doc_props["perf_xl.seal"].value == "abc"


def test_a_mark_is_seen_and_can_be_taken_off_again():
    marked, _ = patched(BOOK, [Mark(SHEET, 3, 2, RED, "金额有误"), Mark(SHEET, 2, 1, "mark.info", "提示")])
    sheet = opened(marked)[SHEET]
    assert sheet["B3"].fill.fgColor.rgb == "FF" + STYLES[RED].fill
    assert sheet["B3"].border.left.style == "thin"
    assert sheet["B3"].comment.text == f"{HEADING}\n金额有误"
    assert sheet["A2"].comment.text == f"用户自己的批注\n{HEADING}\n提示"
    bare, _ = patched(marked, [Mark(SHEET, 3, 2), Mark(SHEET, 2, 1)])
    sheet = opened(bare)[SHEET]
    assert sheet["B3"].fill.fgColor.rgb == "FFFF8080"
    assert sheet["B3"].comment is None
    assert sheet["A2"].comment.text == "用户自己的批注"
    assert parts(bare)[FIRST].count(b"<c ") == parts(BOOK)[FIRST].count(b"<c ")
    assert opened(bare)[SHEET]["B3"]._style == opened(BOOK)[SHEET]["B3"]._style


def test_notes_come_to_a_sheet_without_any_and_leave_no_part_behind():
    marked, _ = patched(BOOK, [Mark("说明", 1, 1, "mark.warning", "多行\n提示")])
    assert opened(marked)["说明"]["A1"].comment.text == f"{HEADING}\n多行\n提示"
    bare, _ = patched(marked, [Mark("说明", 1, 1)])
    assert not {name for name in parts(bare) if "omment" in name} - set(parts(BOOK))
    assert b"legacyDrawing" not in parts(bare)["xl/worksheets/sheet3.xml"]


def test_many_marks_need_few_styles():
    marks = [Mark(SHEET, row, column, RED, "x") for row in range(10, 300) for column in (1, 2, 3)]
    after, _ = patched(BOOK, marks)
    assert parts(after)["xl/styles.xml"].count(b"<xf ") <= parts(BOOK)["xl/styles.xml"].count(b"<xf ") + 3


def drawing(rows: int = 2) -> SheetDrawing:
    cells = [CellDrawing(1, 1, "校验结果", "title", to=(1, 3))]
    cells += [CellDrawing(2 + row, 1, f"=问题{row}", "cell.left") for row in range(rows)]
    cells += [CellDrawing(2 + row, 2, float(row), "amount") for row in range(rows)]
    cells.append(CellDrawing(2 + rows, 1, Link(SHEET, "B2", "去看"), "table.link"))
    cells.append(CellDrawing(2 + rows, 2, Formula("=SUM(B2:B3)", 1.0), "total.amount"))
    chart = ChartDrawing("column", "进度", (SeriesDrawing("x", "校验结果", Area(2, 1, 3, 1), Area(2, 2, 3, 2)),
                                            SeriesDrawing("y", SHEET, Area(10, 1, 12, 1), Area(10, 2, 12, 2))), 8, 1)
    return SheetDrawing("校验结果", tuple(cells), widths=((1, 30.0),), heights=((1, 30.0),), filter=Area(1, 1, 4, 2),
                        names=(("起点", Area(2, 1, 2, 1)),), notes=((2, 1, "说明"),), charts=(chart,),
                        highlights=(Highlight(Area(2, 2, 3, 2), bars=True), Highlight(Area(2, 1, 3, 1), "mark.info", "=$B2>0")))


def test_a_sheet_of_ours_is_drawn_at_the_end_and_drawn_again_in_its_place():
    once, _ = patched(BOOK, [Redraw(drawing(5))])
    twice, _ = patched(once, [Redraw(drawing())])
    for content, last in ((once, 7), (twice, 4)):
        book = opened(content)
        assert book.sheetnames == [SHEET, "名单", "说明", "校验结果"]
        sheet = book["校验结果"]
        assert sheet["A2"].value == "=问题0"
        assert sheet["A2"].data_type == "s"
        assert sheet["A1"].font.name == "黑体"
        assert sheet["B2"].number_format == "0.00"
        assert sheet.cell(last, 1).hyperlink.location == "'项目 一''甲'!B2"
        assert len(sheet._charts) == 1
        assert sheet["A2"].comment.text == "说明"
        assert "起点" in sheet.defined_names
        assert not sheet.sheet_view.tabSelected
    assert opened(twice)["校验结果"].max_row == 4
    assert len(opened(twice)[SHEET]._charts) == 1
    assert parts(once).keys() == parts(twice).keys()


def test_doing_it_twice_changes_nothing():
    changes = [edit((2, 2), 51), edit((5, 5), date(2024, 1, 2)), Mark(SHEET, 2, 1, RED, "一"), Mark(SHEET, 2, 2, RED, "二"),
               Redraw(drawing()), Property("title", "题"), Property("perf_xl.seal", "s")]
    once, _ = patched(BOOK, changes)
    assert patched(once, changes)[0] == once
    assert patched(BOOK, changes)[0] == once


def test_the_first_cell_of_a_shared_formula_leaves_the_others_computing():
    shared = parts(BOOK)[FIRST].replace(
        b'<row r="10"', b'<row r="9"><c r="A9"><f t="shared" ref="A9:C9" si="0">A2*2</f><v>1</v></c>'
        b'<c r="B9"><f t="shared" si="0"/><v>100</v></c><c r="C9"><f t="shared" si="0"/><v>2</v></c></row><row r="10"', 1)
    after, _ = patched(with_part(BOOK, FIRST, shared), [edit((9, 1), 5)])
    row = opened(after)[SHEET][9]
    assert [cell.value for cell in row[:3]] == [5, "=B2*2", "=C2*2"]


def test_prefixed_names_are_understood():
    prefixed = b'<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' \
        b'<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>old</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    source = with_part(BOOK, "xl/worksheets/sheet3.xml", prefixed)
    after, refused = patched(source, [Edit("说明", 1, 2, 2, "新"), Edit("说明", 1, 1, "old", 7), Edit("说明", 3, 2, None, "下")])
    assert refused == []
    assert values(after, "说明") == [[7.0, "新"], ["", ""], ["", "下"]]


def test_a_document_type_is_never_read():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    with pytest.raises(Unusable) as problem:
        patched(with_part(BOOK, FIRST, bomb), [edit((1, 1), "x")])
    assert problem.value.what == "write.not_a_workbook"


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, BOOK[:3000], b"\xd0\xcf\x11\xe0"])
def test_what_is_no_workbook_is_said_so(content):
    with pytest.raises(Unusable) as problem:
        patched(content, [edit((1, 1), "x")])
    assert problem.value.what == "write.not_a_workbook"


def test_a_missing_sheet_or_too_long_a_text_writes_nothing(tmp_path):
    source, target = tmp_path / "收到.xlsx", tmp_path / "标记.xlsx"
    source.write_bytes(BOOK)
    for change, what in ((Edit("没有", 1, 1, None, "x"), "write.no_sheet"), (edit((1, 1), "长" * 40000), "write.text_too_long")):
        with pytest.raises(Unusable) as problem:
            patch(source, target, [change])
        assert problem.value.what == what
        assert not target.exists()


VALUES = st.one_of(st.text(max_size=40), st.integers(-10**9, 10**9), st.floats(-1e9, 1e9), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(2, 60), st.integers(1, 30)), VALUES, max_size=25))
def test_any_edits_give_these_values_and_touch_no_other_part(wanted):
    after, refused = patched(BOOK, [edit(cell, value) for cell, value in wanted.items()])
    assert refused == []
    styles = {"xl/styles.xml"} if any(map(is_formula_like, wanted.values())) else set()
    assert changed_parts(BOOK, after) <= {FIRST} | styles
    again, refused = patched(after, [edit(cell, value, value, forced=False) for cell, value in wanted.items()])
    assert refused == []
    assert parts(again) == parts(after)
    rows = values(after, SHEET)
    for (row, column), value in wanted.items():
        if not isinstance(value, str):
            assert rows[row - 1][column - 1] == pytest.approx(value)
