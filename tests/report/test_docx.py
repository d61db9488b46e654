"""The Word file, read back by readers that share nothing with the writer: python-docx, and the XML itself."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from perf_xl.errors import Unusable
from perf_xl.report.report import Heading, Paragraph, Report, Table, TableCell
from perf_xl.report.targets import targets_report
from perf_xl.report.to_docx import docx_bytes, write_docx
from perf_xl.report.word_template import ONE_PAGE_TEMPLATE, TEMPLATE, template_bytes
from tests.published import needs_published
from tests.report import published_text
from tests.report.samples import CONTROLS_SHOWN, HOSTILE, every_block, hostile_report, sound_department

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHIPPED_COPY = Path(__file__).parents[2] / "workbook_templates" / "report_template.docx"


def body(data: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = ElementTree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def text_of(element: ElementTree.Element) -> str:
    """w:t, w:br and w:tab below the element; paragraphs joined with line feeds."""
    said = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "\n".join("".join((each.text or "") if each.tag == f"{W}t" else said.get(each.tag, "") for each in part.iter())
                     for part in element.iter(f"{W}p"))


def tables(data: bytes) -> list[list[str]]:
    return [[text_of(cell) for cell in table.iter(f"{W}tc")] for table in body(data).iter(f"{W}tbl")]


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.fixture(scope="module")
def published() -> bytes:
    return docx_bytes(targets_report(published_text.department()))


@pytest.mark.published
@needs_published
def test_54_tables_come_back_cell_for_cell(published: bytes) -> None:
    assert tables(published) == [list(table.cells) for table in published_text.tables()]


@pytest.mark.published
@needs_published
def test_python_docx_sees_the_same_tables_with_merged_cells_filled(published: bytes) -> None:
    read = docx.Document(io.BytesIO(published)).tables
    assert len(read) == 54
    for table, answer in zip(read, published_text.tables(), strict=True):
        rows = [list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows]
        assert len(rows[0]) == 2
        distinct = dict.fromkeys(cell for row in rows for cell in row)
        said = ["\n".join(part.text for part in docx.table._Cell(cell, table).paragraphs) for cell in distinct]
        assert [text for text in said if text] == [text for text in answer.cells if text]


@pytest.mark.published
@needs_published
def test_headings_and_titles_in_the_published_order(published: bytes) -> None:
    document = docx.Document(io.BytesIO(published))
    headings = [part.text for part in document.paragraphs if part.style is not None and part.style.name
                and part.style.name.startswith("Heading")]
    lines = [line for heading in headings for line in heading.split("\n")]
    part_1 = [*published_text.part_1_headings(), "三、工作保障措施"]
    assert lines == [*part_1, "第二部分", "预算项目绩效目标", *(table.title for table in published_text.tables())]


@pytest.mark.published
@needs_published
def test_54_tables_take_well_under_a_second() -> None:
    report = targets_report(published_text.department())
    docx_bytes(report)
    start = time.perf_counter()
    docx_bytes(report)
    assert time.perf_counter() - start < 1.5, "about 0.1 s on an idle machine"


@pytest.mark.parametrize("report", [every_block(), hostile_report(), targets_report(sound_department())])
def test_two_runs_give_the_same_bytes(report: Report) -> None:
    assert docx_bytes(report) == docx_bytes(report)


def test_hostile_texts_are_shown_and_nothing_more() -> None:
    data = docx_bytes(hostile_report())
    shown = [*HOSTILE, CONTROLS_SHOWN]
    assert tables(data) == [[text for text in shown for _ in range(2)]]
    said = texts(data)
    assert all(text + text in said for text in shown)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml")
    assert b"instrText" not in document
    assert b"fldSimple" not in document
    assert b"<!DOCTYPE" not in document


def test_line_breaks_tabs_and_blanks_are_kept() -> None:
    written = "  一\n\n二\t三    四\r\n五 "
    data = docx_bytes(Report("x", (Table((1,), ((TableCell(written),),)),)))
    assert tables(data) == [["  一\n\n二\t三    四\n五 "]]


def test_contents_lead_to_their_headings_without_fields() -> None:
    root = body(docx_bytes(every_block()))
    marks = {mark.get(f"{W}name"): text_of(part) for part in root.iter(f"{W}p") for mark in part.iter(f"{W}bookmarkStart")}
    links = {text_of(part): link.get(f"{W}anchor") for part in root.iter(f"{W}p") for link in part.iter(f"{W}hyperlink")}
    assert {text: marks[anchor] for text, anchor in links.items()} == {"一、总体": "一、总体", "二、明细": "二、明细"}


def test_rows_stay_whole_and_the_head_repeats() -> None:
    rows = list(body(docx_bytes(targets_report(sound_department()))).iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] * 8 + [False] * 6


def test_a_row_taller_than_a_page_may_break_and_a_tall_head_is_not_repeated() -> None:
    head = (TableCell("名称", role="head"), TableCell("目标", role="head"))
    table = Table((1, 9), (head, (TableCell("甲"), TableCell("字" * 2000)), head, (TableCell("乙"), TableCell("丙"))),
                  header_rows=1, header_at=2)
    rows = list(body(docx_bytes(Report("x", (table,)))).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False, True, True]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]


def test_properties_carry_title_and_date_of_the_report() -> None:
    properties = docx.Document(io.BytesIO(docx_bytes(every_block()))).core_properties
    assert (properties.title, properties.author, str(properties.modified)[:10]) == ("支出进度", "某局", "2023-07-01")


def test_charts_are_pictures_with_a_text_for_those_who_cannot_see_them() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(every_block()))) as package:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        assert all(package.read(name).startswith(b"\x89PNG") for name in pictures)
        document = package.read("word/document.xml").decode()
    assert len(pictures) == 3
    assert 'descr="图 column"' in document


def test_the_committed_templates_are_what_the_script_builds() -> None:
    assert TEMPLATE.read_bytes() == template_bytes() == SHIPPED_COPY.read_bytes()
    one_page = template_bytes(one_page=True)
    assert ONE_PAGE_TEMPLATE.read_bytes() == one_page == SHIPPED_COPY.with_name("overview_template.docx").read_bytes()


def test_what_office_people_put_into_the_template_stays(tmp_path: Path) -> None:
    document = docx.Document(str(TEMPLATE))
    document.paragraphs[0].insert_paragraph_before("某市财政局文件")
    document.add_paragraph("抄送：存档。")
    document.styles["报告正文"].font.size = docx.shared.Pt(14)
    document.styles["报告正文"].element.set(f"{W}styleId", "a7")
    mine = tmp_path / "mine.docx"
    document.save(str(mine))
    target = tmp_path / "out.docx"
    write_docx(Report("x", (Heading(2, "一、总体"), Paragraph("正文"))), target, mine)
    written = docx.Document(str(target))
    assert [part.text for part in written.paragraphs] == ["某市财政局文件", "一、总体", "正文", "抄送：存档。"]
    style = written.paragraphs[2].style
    assert style is not None
    assert (style.name, style.font.size) == ("报告正文", docx.shared.Pt(14))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_a_broken_template_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(content)
    with pytest.raises(Unusable) as refused:
        docx_bytes(every_block(), broken)
    assert refused.value.what == "report.bad_template"
    assert refused.value.facts["file"].endswith("broken.docx")
