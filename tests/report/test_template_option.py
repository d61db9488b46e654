"""`report --template`: the office's own Word template, changed as Word changes it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from perf_xl.actions import write_book
from perf_xl.cli import main
from perf_xl.report.word_template import TEMPLATE
from tests.consolidate.books import unit


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_book(unit(7), tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_styles_and_text_around_the_report_are_the_offices_own(book: Path, tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    own.styles["报告正文"].font.size = Pt(12)
    own.paragraphs[0].insert_paragraph_before("某市财政局文件")
    own.save(str(tmp_path / "own.docx"))
    assert main(["report", str(book), "-o", str(tmp_path / "报告.docx"), "--template", str(tmp_path / "own.docx")]) == 0
    read = docx.Document(str(tmp_path / "报告.docx"))
    assert read.paragraphs[0].text == "某市财政局文件"
    assert read.styles["报告正文"].font.size == Pt(12)
    assert len(read.tables) == len(unit(7).projects)


def test_a_template_for_a_pdf_is_said_to_be_of_no_use(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(book), "-o", str(tmp_path / "报告.pdf"), "--template", str(TEMPLATE)]) == 2
    assert "只用于 .docx" in capsys.readouterr().err


def test_the_template_is_never_overwritten(book: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(TEMPLATE.read_bytes())
    assert main(["report", str(book), "-o", str(own), "--template", str(own)]) == 2
    assert own.read_bytes() == TEMPLATE.read_bytes()


def test_every_style_sets_a_font_for_east_asian_text_and_rows_stay_whole(book: Path, tmp_path: Path) -> None:
    main(["report", str(book), "-o", str(tmp_path / "报告.docx")])
    read = docx.Document(str(tmp_path / "报告.docx"))
    fonts = {name: style.element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia")) for name, style in
             ((style.name, style) for style in read.styles) if style.element.rPr is not None and style.type == 1}
    assert {"宋体", "黑体", "仿宋", "楷体"} == set(fonts.values())
    assert (fonts["报告正文"], fonts["Heading 1"], fonts["表格文字"]) == ("仿宋", "黑体", "宋体")
    rows = read.tables[0].rows
    assert all(row._tr.trPr.find(docx.oxml.ns.qn("w:cantSplit")) is not None for row in rows)
    assert "PAGE" in read.sections[0].footer._element.xml
