"""Hidden content, error values, foreign formulas, links, macros, queries: told of from files, never run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from perf_xl import actions
from perf_xl.desk import open_book
from perf_xl.errors import Unusable
from perf_xl.layout import form
from perf_xl.messages.say import sentence
from perf_xl.rules.troubles import kind_of
from tests.fuzz.bases import workbooks
from tests.fuzz.workbook_faults import Parts, packed

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def told(path: Path) -> list[tuple[str, str, str]]:
    """Rule, sheet kind and cell of each trouble; every sentence can be said."""
    department = actions.open_department(path).department
    for trouble in department.troubles:
        assert all(sentence(trouble.what, lang, **dict(trouble.facts)) for lang in ("zh", "en"))
    return [(kind_of(trouble), trouble.what.partition(".")[2], trouble.place.cell) for trouble in department.troubles]


@pytest.fixture
def parts() -> Parts:
    return dict(workbooks()[0])


def put(folder: Path, parts: Parts) -> Path:
    path = folder / "in.xlsx"
    path.write_bytes(packed(parts))
    return path


def test_the_standard_workbook_hides_nothing_and_has_no_foreign_formula(parts: Parts, tmp_path: Path) -> None:
    assert told(put(tmp_path, parts)) == []


def changed(folder: Path, parts: Parts, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """As another program would save it."""
    path = put(folder, parts)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def project(book: openpyxl.Workbook) -> openpyxl.worksheet.worksheet.Worksheet:
    return next(sheet for sheet in book.worksheets if sheet.title.startswith("1."))


def test_hidden_rows_columns_and_sheets(parts: Parts, tmp_path: Path) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        sheet = project(book)
        sheet.sheet_state = "hidden"
        for row in (4, 5, 10):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["E"].hidden = True
        sheet.column_dimensions["M"].hidden = True      # beside the table: nobody's content
        book.create_sheet("草稿")["A1"] = "内部测算"
        book["草稿"].sheet_state = "veryHidden"

    assert told(changed(tmp_path, parts, hide)) == [
        ("FM105", "hidden_sheet", ""), ("FM105", "hidden_sheet", ""), ("FM105", "hidden_rows", "A4"),
        ("FM105", "hidden_columns", "E1")]


def part_of_project(parts: Parts) -> str:
    return next(name for name in sorted(parts) if "sheets/sheet" in name and b'r="F10"' in parts[name] and b'r="B7"' in parts[name])


def with_cell(parts: Parts, cell: str, xml: str) -> Parts:
    name = part_of_project(parts)
    data = parts[name]
    start = data.index(f'<c r="{cell}"'.encode())
    stop = data.index(b">", start) + 1
    end = stop if data[stop - 2:stop] == b"/>" else data.index(b"</c>", start) + 4
    return {**parts, name: data[:start] + xml.encode() + data[end:]}


@pytest.mark.parametrize(("cell", "xml", "expected"), [
    ("C4", '<c r="C4" t="e"><f>#REF!+1</f><v>#REF!</v></c>', [("FM106", "error_value", "C4"), ("FM107", "formula_in_cell", "C4")]),
    ("C4", '<c r="C4"><f>[1]Sheet1!A1</f><v>50</v></c>', [("FM107", "formula_in_cell", "C4")]),
    ("C4", '<c r="C4"><f>20+30</f><v>50</v></c>', [("FM107", "formula_in_cell", "C4")]),
    ("F10", '<c r="F10" t="str"><f>M10&amp;N10&amp;O10</f><v>≥80%</v></c>', []),
    ("F10", '<c r="F10" t="str"><f>HYPERLINK("http://x","≥80%")</f><v>≥80%</v></c>', [("FM107", "formula_in_cell", "F10")]),
])
def test_error_values_and_foreign_formulas(parts: Parts, tmp_path: Path, cell: str, xml: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(put(tmp_path, with_cell(parts, cell, xml))) == expected


def test_a_sheet_full_of_errors_is_told_of_in_few_sentences(parts: Parts, tmp_path: Path) -> None:
    name = part_of_project(parts)
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="e"><v>#N/A</v></c></row>' for row in range(500, 900))
    parts[name] = parts[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    found = [each for each in told(put(tmp_path, parts)) if each[0] == "FM106"]
    assert len(found) == 21
    assert found[-1] == ("FM106", "error_value_more", "A520")


@pytest.mark.parametrize(("part", "content", "what"), [
    ("xl/vbaProject.bin", b"x", "has_macros"), ("xl/macrosheets/sheet1.xml", b"<a/>", "has_macros"),
    ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "external_links"),
    ("xl/connections.xml", b"<connections/>", "external_query"), ("xl/queryTables/queryTable1.xml", b"<queryTable/>", "external_query"),
    ("xl/embeddings/oleObject1.bin", b"MZ", "external_object"), ("xl/activeX/activeX1.xml", b"<a/>", "external_control")])
def test_what_could_run_is_told_of(parts: Parts, tmp_path: Path, part: str, content: bytes, what: str) -> None:
    assert told(put(tmp_path, {**parts, part: content})) == [("FM107", what, "")]


def test_a_signature_is_told_of(parts: Parts, tmp_path: Path) -> None:
    signed = {**parts, "_xmlsignatures/sig1.xml": b"<Signature/>", "_xmlsignatures/origin.sigs": b""}
    assert told(put(tmp_path, signed)) == [("FM109", "signed", "")]


def test_dde(parts: Parts, tmp_path: Path) -> None:
    link = b'<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    assert told(put(tmp_path, {**parts, "xl/externalLinks/externalLink1.xml": link})) == [
        ("FM107", "external_links", ""), ("FM107", "external_dde", "")]


def test_a_mark_beside_the_table_is_not_an_amount(parts: Parts, tmp_path: Path) -> None:
    """Found by the fuzzer: 其他资金 blank, and the mark on 预算数 in the same row."""
    from datetime import date, datetime

    path = put(tmp_path, with_cell(parts, "C4", '<c r="C4"><v>0.25</v></c>'))
    opened = actions.open_department(path)
    checked = actions.check(opened, date(2023, 6, 30))
    assert any(finding.code == "FU101" for finding in checked.findings)
    (tmp_path / "out").mkdir()
    open_book.mark(path, tmp_path / "out" / "in.xlsx", checked, datetime(2023, 6, 30))
    assert actions.open_department(tmp_path / "out" / "in.xlsx").department.projects == opened.department.projects


def test_a_table_without_its_header_gets_no_texts_beside_it(tmp_path: Path) -> None:
    """Found by the fuzzer: nothing there would tell the next reader that they are no amounts."""
    from datetime import date, datetime

    parts = dict(workbooks()[-1])
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace("二级指标".encode(), b"x").replace("三级指标".encode(), b"y")
    path = put(tmp_path, parts)
    opened = actions.open_department(path)
    (tmp_path / "out").mkdir()
    open_book.mark(path, tmp_path / "out" / "in.xlsx", actions.check(opened, date(2023, 6, 30)), datetime(2023, 6, 30))
    assert actions.open_department(tmp_path / "out" / "in.xlsx").department.projects == opened.department.projects


def test_an_evaluation_sheet_without_any_form(tmp_path: Path) -> None:
    """Found by the fuzzer: the title was gone."""
    parts = dict(workbooks()[-1])
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="表"'.encode(), f'name="{form.EVALUATION}"'.encode())
    with pytest.raises(Unusable):
        actions.open_department(put(tmp_path, parts))
