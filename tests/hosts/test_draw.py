"""A blueprint becomes a workbook: every feature is read back by other hands."""

import warnings
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.note_box import HEADING, box
from perf_xl.hosts.xlsx_draw import draw, drawn
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.layout.book import standard_workbook
from perf_xl.layout.styles import STYLES
from perf_xl.picture.blueprint import (
    Blueprint,
    CellDrawing,
    ChartDrawing,
    Choice,
    Formula,
    Highlight,
    Limit,
    Link,
    Print,
    SeriesDrawing,
    SheetDrawing,
)
from perf_xl.picture.edit import Mark
from perf_xl.picture.grid import Area
from tests.hosts.received import opened, parts, values
from tests.hosts.sample_department import department

NAME = "项目'一"
CELLS = (
    CellDrawing(1, 1, "绩效目标表", "title", to=(1, 6)), CellDrawing(2, 1, "=1+1", "cell.left"),
    CellDrawing(3, 1, Decimal("1262.81"), "amount"), CellDrawing(4, 1, Formula("=A3*2", Decimal("2525.62")), "total.amount"),
    CellDrawing(5, 1, Link("名单", "A1", "去名单"), "table.link"), CellDrawing(6, 1, date(2023, 6, 30), "input.date"),
    CellDrawing(7, 1, "000123", "code"), CellDrawing(8, 1, True, "cell"), CellDrawing(9, 1, "框", "cell", to=(10, 3)),
    CellDrawing(11, 1, Formula('=""', ""), "cell"), CellDrawing(13, 1, "6月", "cell"), CellDrawing(13, 2, 3, "amount"),
    CellDrawing(14, 1, "12月", "cell"), CellDrawing(14, 2, 5, "amount"),
)
SHEET = SheetDrawing(
    NAME, CELLS, widths=((1, 20.0),), column_styles=((2, "input.amount"),), heights=((1, 30.0),),
    names=(("预算数", Area(3, 1, 3, 1)),), choices=(Choice(Area(2, 2, 300, 2), "一级指标", "不在列表中", "请从列表中选。"),),
    limits=(Limit(Area(2, 3, 300, 3), 0, None, "不是金额", "请只填数字。", strict=False),),
    highlights=(Highlight(Area(3, 1, 3, 1), bars=True), Highlight(Area(2, 1, 8, 1), "hint.missing", '=$A2=""')),
    charts=(ChartDrawing("line", "进度", (SeriesDrawing("计划", NAME, Area(13, 1, 14, 1), Area(13, 2, 14, 2), "0B4F9E", True, "circle"),),
                         16, 1, y_title="万元"),),
    notes=((2, 1, "填写说明"), (3, 1, "预算数不符")), fills=((3, 1, "mark.error"),), filter=Area(12, 1, 14, 2),
    freeze=(3, 2), protect=True, tab="1F4E79", zoom=90,
    print=Print(Area(1, 1, 30, 6), repeat_rows=(1, 2), footer="&C第 &P 页，共 &N 页", landscape=True),
)
LISTS = SheetDrawing("名单", (CellDrawing(1, 1, "产出指标", "cell"),), hidden=True)
BLUEPRINT = Blueprint((LISTS, SHEET), names=(("一级指标", "名单", Area(1, 1, 1, 1)),),
                      properties=(("title", "绩效目标"), ("perf_xl.seal", "abc")))


@pytest.fixture(scope="module")
def content():
    return drawn(BLUEPRINT)


def test_two_runs_give_the_same_bytes(content):
    assert drawn(BLUEPRINT) == content


def test_values_keep_their_kind_for_a_reader_that_does_not_calculate(content):
    rows = values(content, NAME)
    assert [row[0] for row in rows[:9]] == ["绩效目标表", "=1+1", 1262.81, 2525.62, "去名单", date(2023, 6, 30), "000123", True, "框"]
    assert rows[10][0] == ""


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "http://a.cn", "{=1}", "0012"])
def test_text_is_never_anything_else(text):
    book = drawn(Blueprint((SheetDrawing("甲", (CellDrawing(1, 1, text, "cell"),)),)))
    assert values(book, "甲")[0][0] == text
    assert b"<f>" not in parts(book)["xl/worksheets/sheet1.xml"]
    assert opened(book)["甲"]["A1"].hyperlink is None


def test_merged_areas_have_borders_all_round(content):
    sheet = opened(content)[NAME]
    assert "A9:C10" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["C10"].border.right.style == sheet["C10"].border.bottom.style == "thin"


def test_links_names_lists_and_limits(content):
    book = opened(content)
    sheet = book[NAME]
    assert sheet["A5"].hyperlink.location == "'名单'!A1"
    assert sheet.defined_names["预算数"].attr_text == "'项目''一'!$A$3"
    assert book.defined_names["一级指标"].attr_text == "'名单'!$A$1"
    choice, limit = sheet.data_validations.dataValidation
    assert (choice.formula1, choice.showErrorMessage, choice.errorStyle) == ("一级指标", True, None)
    assert str(choice.sqref) == "B2:B300"
    assert (limit.type, limit.operator, limit.errorStyle, limit.showErrorMessage) == ("decimal", "greaterThanOrEqual", "warning", True)


def test_the_lock_is_gentle(content):
    lock = opened(content)[NAME].protection
    assert lock.sheet
    assert not lock.password
    for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter", "objects",
                    "selectLockedCells", "selectUnlockedCells"):
        assert not getattr(lock, allowed), allowed
    sheet = opened(content)[NAME]
    assert sheet["A4"].protection.locked
    assert not sheet["A6"].protection.locked
    assert not sheet.column_dimensions["B"].protection.locked


def test_how_it_looks_and_prints(content):
    book = opened(content)
    sheet = book[NAME]
    assert book["名单"].sheet_state == "hidden"
    assert book.active.title == NAME
    assert sheet.freeze_panes == "B3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (9, "landscape", 0)
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.auto_filter.ref == "A12:B14"
    assert sheet.sheet_properties.tabColor.rgb == "FF1F4E79"
    assert len(sheet._charts) == 1
    assert book.properties.title == "绩效目标"
    assert book.custom_doc_props["perf_xl.seal"].value == "abc"


def test_page_breaks_need_a_scale_because_excel_ignores_them_on_a_fitted_page():
    wide = SheetDrawing("甲", (CellDrawing(1, 1, "x", "cell"),), widths=((1, 120.0), (2, 60.0)),
                        print=Print(Area(1, 1, 60, 2), breaks=(20, 40)))
    sheet = opened(drawn(Blueprint((wide,))))["甲"]
    assert [each.id for each in sheet.row_breaks.brk] == [20, 40]
    assert sheet.page_setup.scale == 39        # 180 characters of the widest font that stands in for 宋体, on 180 mm
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_marks_drawn_at_once_are_taken_off_like_any_other(content):
    sheet = opened(content)[NAME]
    assert sheet["A3"].fill.fgColor.rgb == "FF" + STYLES["mark.error"].fill
    assert sheet["A3"].comment.text == f"{HEADING}\n预算数不符"
    assert sheet["A2"].comment.text == "填写说明"
    bare, _ = patched(content, [Mark(NAME, 3, 1), Mark(NAME, 2, 1)])
    sheet = opened(bare)[NAME]
    assert sheet["A3"].fill.fill_type is None
    assert sheet["A3"].comment is None
    assert sheet["A2"].comment.text == "填写说明"


def test_marks_differ_in_grey():
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at: at + 2], 16) for at in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    greys = sorted(grey(look.fill) for name, look in STYLES.items() if name.startswith("mark."))
    assert all(after - before >= 15 for before, after in pairwise(greys))
    assert greys[0] > 150


def test_a_note_is_as_big_as_its_text():
    assert box("短") < box("一段长得多的文字" * 10)
    assert box("行\n" * 12)[1] > 12 * 14


def test_what_does_not_fit_is_said_and_mistakes_of_ours_are_loud(tmp_path):
    def one(cell: CellDrawing) -> Blueprint:
        return Blueprint((SheetDrawing("甲", (cell,)),))

    with pytest.raises(Unusable) as problem:
        draw(one(CellDrawing(3, 2, "长" * 40000, "cell")), tmp_path / "a.xlsx")
    assert (problem.value.what, problem.value.facts["cell"]) == ("write.text_too_long", "B3")
    assert not (tmp_path / "a.xlsx").exists()
    with pytest.raises(KeyError):
        drawn(one(CellDrawing(1, 1, "x", "no such style")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ValueError, match="not a name"):
            drawn(Blueprint((SheetDrawing("甲"),), names=(("A1", "甲", Area(1, 1, 1, 1)),)))


def test_the_standard_workbook_is_drawn_with_few_styles():
    content = drawn(standard_workbook(department(3)))
    assert parts(content)["xl/styles.xml"].count(b"<xf ") < 120
    assert "校验结果" in opened(content).sheetnames
