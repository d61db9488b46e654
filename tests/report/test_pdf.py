"""The PDF: what a reader of the file finds, equal bytes, and characters that fonts lack."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from perf_xl.report.font import SANS, SERIF, fonts_for, shipped_characters
from perf_xl.report.report import Paragraph, Report, Table, TableCell
from perf_xl.report.targets import targets_report
from perf_xl.report.to_pdf import pdf_bytes, write_pdf
from tests.published import needs_published
from tests.report import published_text
from tests.report.samples import HOSTILE, every_block, hostile_report, sound_department

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def text_of(data: bytes, folder: Path) -> str:
    """The text of the PDF without page numbers, and without blanks, which layout adds and drops."""
    file = folder / "report.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-raw", str(file), "-"], capture_output=True, check=True)
    return re.sub(r"—\d+—", "", "".join(done.stdout.decode().split()))


@pytest.mark.published
@needs_published
@needs_pdftotext
def test_every_code_name_and_heading_of_the_published_document_is_there(tmp_path: Path) -> None:
    department = published_text.department()
    start = time.perf_counter()
    result = pdf_bytes(targets_report(department))
    assert time.perf_counter() - start < 5, "about 0.4 s on an idle machine"
    said = text_of(result.data, tmp_path)
    assert result.missing == ()
    assert [project.code.text for project in department.projects if project.code.text not in said] == []
    assert [title for title in published_text.part_1_headings() if title not in said] == []


@pytest.mark.parametrize("report", [every_block(), hostile_report(), targets_report(sound_department())])
def test_two_runs_give_the_same_bytes(report: Report) -> None:
    assert pdf_bytes(report) == pdf_bytes(report)


@needs_pdftotext
def test_hostile_texts_are_shown_and_nothing_more(tmp_path: Path) -> None:
    data = pdf_bytes(hostile_report()).data
    said = text_of(data, tmp_path)
    assert [text for text in HOSTILE if "".join(text.split()) not in said] == []
    assert "root:" not in said
    assert b"/URI" not in data
    assert b"/JavaScript" not in data


@needs_pdftotext
def test_contents_carry_the_page_of_each_heading_they_lead_to(tmp_path: Path) -> None:
    contents = text_of(pdf_bytes(every_block()).data, tmp_path).replace(".", "")
    assert contents.startswith("支出进度目录一、总体2没有这一节二、明细4")


@needs_pdftotext
def test_a_cell_longer_than_a_page_is_set_whole(tmp_path: Path) -> None:
    marks = [f"第{number}句" for number in range(700)]
    table = Table((1, 4), ((TableCell("绩效目标", role="label"), TableCell("，".join(marks), role="text")),), keep_together=True)
    said = text_of(pdf_bytes(Report("x", (table,))).data, tmp_path)
    assert [mark for mark in marks if mark not in said] == []


@needs_pdftotext
def test_a_head_inside_a_table_repeats_on_the_next_page(tmp_path: Path) -> None:
    project = sound_department().projects[0]
    rows = tuple(project.indicators[0] for _ in range(60))
    report = targets_report(sound_department())
    long = targets_report(replace(sound_department(), projects=(replace(project, indicators=rows),)))
    counts = [text_of(pdf_bytes(each).data, tmp_path).count("绩效指标描述") for each in (report, long)]
    assert counts[0] == 1
    assert counts[1] >= 2


def test_the_shipped_fonts_draw_the_standard_characters() -> None:
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    wanted = {ord(char) for code in codes for char in code.decode("gb2312", errors="ignore")}
    others = set(map(ord, "①⑳≥≤≠±×÷℃㎡‰％→←■□●○▲△★☆√—…“”‘’《》〔〕【】、。，；：？！（）々査镕喆"))
    assert wanted | others <= shipped_characters()
    assert fonts_for(["预算绩效目标 ≥80% 13060022P00R6BL100478"]).more == ()


def test_characters_that_no_font_draws_are_reported(tmp_path: Path) -> None:
    report = Report("x", (Paragraph("正文\U0003fffd\U000e0100"),))
    assert "\U0003fffd" in write_pdf(report, tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_our_fonts_do_not_bear_the_name_of_the_original() -> None:
    import typst

    from perf_xl.report.font import FOLDER

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    assert sorted(fonts.families()) == sorted([SERIF, SANS])
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
