"""Workbooks become Grids: files of real programs, and XML as other writers - or nobody honest - would write it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.xlsx_names import name_target
from perf_xl.hosts.xlsx_parts import Styles, shows_date, shows_percent
from perf_xl.hosts.xlsx_read import read_workbook, read_xlsx
from perf_xl.hosts.xlsx_sheet import QuickSheets, numbered
from perf_xl.picture.grid import Area, Grid, SheetGrid
from tests.hosts.crafted import MAIN, parts_of, shared_xml, sheet_xml, workbook, zipped

GOLDEN = Path(__file__).parents[1] / "golden" / "reading"
SHEET = "项目 一'甲"


def only(content: bytes) -> SheetGrid:
    (sheet,) = read_xlsx(content, "表.xlsx").sheets
    return sheet


@pytest.fixture(params=["libreoffice.xlsx", "libreoffice.xls"])
def saved(request: pytest.FixtureRequest) -> Grid:
    return read_workbook(GOLDEN / request.param)


def test_values_of_a_workbook_saved_by_libreoffice(saved: Grid) -> None:
    sheet = saved.sheet(SHEET)
    assert sheet is not None
    assert [each.name for each in saved.sheets] == [SHEET, "数据", "很隐藏"]
    assert [each.hidden for each in saved.sheets] == [False, True, True]
    assert sheet.at(2, 2) == "项目支出绩效目标表"
    assert (sheet.at(3, 3), sheet.at(3, 4), sheet.at(3, 5)) == (50, 12.5, 62.5)
    assert sheet.at(4, 2) == "用途：办案\n装备"
    assert sheet.at(4, 3) == "  前后  "
    assert sheet.at(4, 4) == "资金用途"
    assert (sheet.at(5, 2), sheet.at(5, 3), sheet.at(5, 4), sheet.at(5, 5)) == (0.25, 25, date(2023, 6, 30), True)
    assert sheet.at(6, 4) == "=1+1"
    assert sheet.at(9, 2) == "隐藏行"
    assert sheet.merges == (Area(2, 2, 2, 5),)
    hidden = saved.sheet("很隐藏")
    assert hidden is not None
    assert hidden.at(4, 3) == 7


def test_facts_of_a_workbook_saved_by_libreoffice() -> None:
    grid = read_workbook(GOLDEN / "libreoffice.xlsx")
    sheet = grid.sheet(SHEET)
    assert sheet is not None
    assert sheet.formulas[3, 5] == "=C3+D3"
    assert sheet.formulas[6, 3] == '=IF(C3>0,"","x")'
    assert sheet.errors == {(6, 2): "#DIV/0!"}
    assert not sheet.uncached
    assert sheet.percents == {(5, 2)}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({9}, {7})
    assert {(name.name, name.scope): (name.sheet, name.area) for name in grid.names} == {
        ("title", ""): (SHEET, Area(2, 2, 2, 5)), ("budget", SHEET): (SHEET, Area(3, 3, 3, 3))}
    assert grid.properties["title"] == "绩效目标"
    assert grid.properties["creator"] == "财政局"
    assert grid.properties["template"] == "1.0"
    assert not grid.has_macros
    assert grid.external_links == 0


SAME = {
    "as Excel writes it": '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="s"><v>0</v></c></row>',
    "without references": '<row/><row><c/><c s="1"><v>0.5</v></c><c t="s"><v>0</v></c></row>',
    "single quotes": "<row r='2'><c r='B2' s='1'><v>0.5</v></c><c r='C2' t='s'><v>0</v></c></row>",
    "other order": '<row r="2"><c s="1" r="B2"><v>0.5</v></c><c t="s" r="C2"><v>0</v></c></row>',
    "small letters": '<row r="2"><c r="b2" s="1"><v>0.5</v></c><c r="c2" t="s"><v>0</v></c></row>',
    "line breaks between": '<row r="2">\n <c r="B2" s="1">\n  <v>0.5</v>\n </c>\n<c r="C2" t="s"><v>0</v></c>\n</row>',
    "comments": '<row r="2"><!-- <c r="XFD9"> --><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="s"><v>0</v></c></row>',
    "inline": '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="inlineStr"><is><t>指标</t></is></c></row>',
    "CDATA": '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="inlineStr"><is><t><![CDATA[指标]]></t></is></c></row>',
    "runs and hints": '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="inlineStr"><is><r><t>指</t></r><r><t>标</t></r>'
                      '<rPh sb="0" eb="1"><t>zhǐ</t></rPh></is></c></row>',
    "formatted to the edges": '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="s"><v>0</v></c><c r="XFD2" s="1"/>'
                              '</row><row r="1048576"><c r="A1048576" s="1"/></row>',
    "a phonetic mark": '<row r="2"><c r="B2" s="1"><v>0.5</v></c><c r="C2" t="s" ph="1"><v>0</v></c></row>',
}


@pytest.mark.parametrize("data", SAME.values(), ids=SAME.keys())
@pytest.mark.parametrize("before", ["", '<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>'])
def test_one_sheet_in_many_spellings(data: str, before: str) -> None:
    sheet = only(workbook(data, shared_xml("<r><t>指</t></r><r><t>标</t></r><rPh sb='0' eb='1'><t>zhǐ</t></rPh>"), before))
    assert (sheet.at(2, 2), sheet.at(2, 3)) == (0.5, "指标")
    assert sheet.percents == {(2, 2)}
    assert sum(value not in (None, "") for line in sheet.rows for value in line) == 2


def test_a_prefix_before_every_name() -> None:
    xml = sheet_xml(SAME["inline"]).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    sheet = only(zipped(parts_of({"表": xml.replace("xmlns=", "xmlns:x=")})))
    assert (sheet.at(2, 2), sheet.at(2, 3), sheet.percents) == (0.5, "指标", {(2, 2)})


def test_a_cell_cannot_hide_behind_a_second_prefix() -> None:
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><y:row r="2"><y:c r="A2"><y:v>2</y:v></y:c></y:row>')
    sheet = only(zipped(parts_of({"表": xml.replace("<worksheet ", f'<worksheet xmlns:y="{MAIN}" ')})))
    assert (sheet.at(1, 1), sheet.at(2, 1)) == (1, 2)


def test_utf_16() -> None:
    xml = sheet_xml(SAME["inline"]).replace("UTF-8", "UTF-16").encode("utf-16")
    assert only(zipped({**parts_of({"表": ""}), "xl/worksheets/sheet1.xml": xml})).at(2, 3) == "指标"


def test_a_cell_far_out_is_read_and_harms_nobody() -> None:
    sheet = only(workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'))
    assert (sheet.at(1, 1), sheet.at(1_048_576, 16_384), sheet.at(7, 7)) == (1, 2, None)


def test_a_false_count_of_texts_does_not_end_the_process() -> None:
    texts = shared_xml("<t>a</t>").replace("<sst ", '<sst uniqueCount="4000000000" ')
    assert only(workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts)).at(1, 1) == "a"


def test_a_long_text_shown_in_many_cells_is_kept_once() -> None:
    row = "".join(f'<c r="{letter}1" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{number}">{row.replace("1", str(number), 10).replace(">0<", ">0<")}</row>'
                   for number in range(2, 30))
    sheet = only(workbook(rows, shared_xml(f"<t>{'字' * 200_000}</t>")))
    assert sheet.rows[5][3] is sheet.rows[20][7]


FORMULAS = ('<row r="1"><c r="A1"><f>B1+1</f><v>3</v></c><c r="B1"><f>C1&amp;"&lt;"</f></c><c r="C1"><f>1</f><v></v></c>'
            '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            '<c r="F1"><f t="shared" ref="F1:G1" si="0">A1*2</f><v>6</v></c><c r="G1"><f t="shared" si="0"/><v>8</v></c>'
            '<c r="H1" t="e"><v>#N/A</v></c><c r="I1" t="str"><f>"x"</f><v>x</v></c></row>')


@pytest.mark.parametrize("spelling", ['r="', "r='"])
def test_formulas_errors_and_results_never_stored(spelling: str) -> None:
    data = FORMULAS if spelling == 'r="' else FORMULAS.replace('<c r="A1"', "<c r='A1'")
    sheet = only(workbook(data))
    assert sheet.formulas == {(1, 1): "=B1+1", (1, 2): '=C1&"<"', (1, 3): "=1", (1, 4): '=""', (1, 5): "=1/0",
                              (1, 6): "=A1*2", (1, 7): "", (1, 9): '="x"'}
    assert sheet.uncached == {(1, 2), (1, 3)}
    assert sheet.errors == {(1, 5): "#DIV/0!", (1, 8): "#N/A"}
    assert (sheet.at(1, 1), sheet.at(1, 4), sheet.at(1, 7), sheet.at(1, 9)) == (3, None, 8, "x")


def test_an_error_the_fast_reader_does_not_know() -> None:
    sheet = only(workbook('<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>2</v></c></row>'))
    assert (sheet.errors, sheet.at(1, 2)) == ({(1, 1): "#SPILL!"}, 2)


@pytest.mark.parametrize("quoted", [True, False])
def test_line_breaks_and_escapes(quoted: bool) -> None:
    item = '<t xml:space="preserve">  甲_x000D_\n乙&#13;&#10;丙_x005F_x0041_ </t>'
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    sheet = only(workbook(data if quoted else data.replace('"', "'"), shared_xml(item)))
    assert sheet.at(1, 1) == "  甲\n乙\n丙_x0041_ "


@pytest.mark.parametrize("odd", [False, True])
def test_dates_and_times(odd: bool) -> None:
    data = ('<row r="1"><c r="A1" s="3"><v>45000</v></c><c r="B1" s="3"><v>45000.5</v></c><c r="C1" s="3"><v>0.5</v></c>'
            '<c r="D1"><v>45000</v></c></row>')
    sheet = only(workbook(data.replace("s=", "  s=") if odd else data))
    assert sheet.rows[0] == (date(2023, 3, 15), datetime(2023, 3, 15, 12), time(12), 45000)


def test_hidden_rows_and_columns_in_both_spellings() -> None:
    before = '<cols><col min="2" max="3" width="9" hidden="true"/><col min="5" max="16384" hidden="1"/></cols>'
    data = ('<row r="1" hidden="false"><c r="F1"><v>1</v></c></row><row r="2" ht="3" hidden="true"/>'
            '<row r="4" hidden="1"><c r="A4"><v>1</v></c></row>')
    for spelled in (data, data.replace('r="F1"', "r='F1'")):
        sheet = only(workbook(spelled, before=before))
        assert sheet.hidden_rows == {2, 4}
        assert sheet.hidden_columns == {2, 3, 5, 6}


def test_sheets_of_other_kinds_are_left_out_and_order_is_kept() -> None:
    parts = parts_of({name: sheet_xml(f'<row r="1"><c r="A1"><v>{at}</v></c></row>') for at, name in
                      enumerate(("乙", "图表", "甲"))}, states={"甲": "veryHidden"},
                     names='<definedName name="n" localSheetId="2">甲!$A$1</definedName>')
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        'worksheet" Target="worksheets/sheet2', 'chartsheet" Target="worksheets/sheet2')
    grid = read_xlsx(zipped(parts), "表.xlsx")
    assert [(sheet.name, sheet.hidden, sheet.at(1, 1)) for sheet in grid.sheets] == [("乙", False, 0), ("甲", True, 2)]
    assert grid.names[0].scope == "甲"


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml"])
def test_a_sheet_is_found_wherever_it_lies(target: str) -> None:
    parts = parts_of({"表": sheet_xml(SAME["inline"])})
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", target)
    assert only(zipped(parts)).at(2, 3) == "指标"


def test_macros_and_links_are_told_of() -> None:
    parts = parts_of({"表": sheet_xml("")}) | {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": "<a/>"}
    grid = read_xlsx(zipped(parts), "表.xlsm")
    assert (grid.has_macros, grid.external_links, grid.sheets[0].rows) == (True, 1, ())


@pytest.mark.parametrize(("text", "expected"), [
    ("Sheet1!$A$1", ("Sheet1", Area(1, 1, 1, 1))), ("'O''Brien 表'!B2:$D$4", ("O'Brien 表", Area(2, 2, 4, 4))),
    ("表!$D$4:$B$2", ("表", Area(2, 2, 4, 4))), ("=表!A1", ("表", Area(1, 1, 1, 1))), ("表!#REF!", None), ("#REF!", None),
    ("表!$A:$A", None), ("表!$1:$2", None), ("表!$A$1,表!$C$1", None), ("[1]表!$A$1", None), ("'[a.xlsx]表'!$A$1", None),
    ("甲:丙!$A$1", None), ("OFFSET(表!$A$1,0,0)", None), ('"文字"', None), ("0.5", None), ("表!$XFE$1", None)])
def test_what_a_name_points_at(text: str, expected: tuple[str, Area] | None) -> None:
    assert name_target(text) == expected


@pytest.mark.parametrize(("code", "percent", "day"), [
    ("0%", True, False), ("0.00%;[Red]-0.00%", True, False), ('0"%"', False, False), ("0\\%", False, False),
    ("#,##0.00", False, False), ("yyyy-mm-dd", False, True), ('yyyy"年"m"月"', False, True), ("[h]:mm", False, True),
    ('0"d"', False, False), ("General", False, False), ('_ * #,##0.00_ ;_ @_ ', False, False), ("[Red]0", False, False)])
def test_what_a_number_format_shows(code: str, percent: bool, day: bool) -> None:
    assert (shows_percent(code), shows_date(code)) == (percent, day)


def test_the_quick_look_is_taken_at_ordinary_sheets() -> None:
    """Were it never taken, all other tests would still pass, only slowly."""
    quick = QuickSheets(numbered(["指标"]), Styles(frozenset({1})), False)
    assert quick.read(sheet_xml(SAME["as Excel writes it"]).encode()) is not None
    assert quick.read(sheet_xml(SAME["single quotes"]).encode()) is None


def test_no_heavy_library_is_loaded() -> None:
    program = ("import sys; from pathlib import Path; from perf_xl.hosts.xlsx_read import read_workbook;"
               f"read_workbook(Path({str(GOLDEN / 'libreoffice.xlsx')!r}));"
               "print(sorted({'pandas', 'openpyxl', 'lxml', 'numpy', 'xlsxwriter'} & set(sys.modules)))")
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("names", ["<definedName name='a'>表!$A$1", "<definedName name=\"a\">表!$A$1</definedName><b>", "&nbsp;"])
def test_a_damaged_list_of_names_is_refused_at_once(names: str) -> None:
    """Names are worked out when they are asked for; that they cannot be is said when the file is read."""
    content = zipped(parts_of({"表": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')}, names=names))
    with pytest.raises(Unusable) as refused:
        read_xlsx(content, "表.xlsx")
    assert refused.value.what == "read.bad_xml"
    assert refused.value.facts["book"] == "表.xlsx"


@pytest.mark.parametrize("reference", ["A" * 200_000 + "1", "A" + "1" * 200_000, "A01", "XFE1", "A1048577"])
def test_a_cell_far_away_is_refused_at_once(reference: str) -> None:
    cell = f'<row r="1"><c r="{reference}" t="inlineStr"><is><t>远</t></is></c></row>'
    with pytest.raises(Unusable) as refusal:
        read_xlsx(zipped(parts_of({"表": sheet_xml(cell)})), "表.xlsx")
    assert refusal.value.what == "read.far_cell"
