"""Plain text and Markdown: the shape of the published text, and nothing that runs on the web."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.report.inert import inert
from perf_xl.report.report import Heading, Paragraph, Report, Table, TableCell
from perf_xl.report.targets import targets_report
from perf_xl.report.to_text import as_markdown, as_text
from tests.published import needs_published
from tests.report import published_text
from tests.report.samples import every_block, hostile_report


@pytest.mark.published
@needs_published
def test_plain_text_has_the_cells_of_the_published_text() -> None:
    text = as_text(targets_report(published_text.department()))
    pieces = re.split(r"^\d+\..*绩效目标表$", text, flags=re.MULTILINE)[1:]
    cells = [[cell.strip() for cell in piece.split("\n\t")[1:]] for piece in pieces]
    assert cells == [list(table.cells) for table in published_text.tables()]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_markdown_of_hostile_texts_holds_only_our_tags() -> None:
    tags = Tags()
    table = as_markdown(hostile_report())
    tags.feed(table[table.index("<table>"):table.index("</table>")])
    assert tags.seen == {"table", "caption", "tr", "td", "th"}
    outside = re.sub(r"<table>.*</table>", "", table, flags=re.DOTALL)
    assert re.findall(r"(?<!\\)<", outside) == []


def test_markdown_escapes_what_would_be_markup() -> None:
    report = Report("x", (Heading(2, "一、*总体*"), Paragraph("1. 甲\n- 乙\n# 丙 [a](b)", "提示：")))
    assert as_markdown(report) == "### 一、\\*总体\\*\n\n**提示：**1\\. 甲  \n\\- 乙  \n\\# 丙 \\[a\\](b)\n"


def test_merged_cells_stay_merged_on_the_web() -> None:
    table = Table((1, 1, 1), ((TableCell("甲", rows=2), TableCell("乙", columns=2)), (TableCell("丙"), TableCell("丁\n戊"))))
    assert '<td rowspan="2">甲</td><td colspan="2">乙</td>' in as_markdown(Report("x", (table,)))
    assert "<tr><td>丙</td><td>丁<br>戊</td></tr>" in as_markdown(Report("x", (table,)))
    assert as_text(Report("x", (table,))) == "\t甲\n\t乙\n\n\t\n\t丙\n\t丁\n戊\n"


def test_charts_become_their_figures() -> None:
    assert "实际：3月底 20%，10月底 70%，12月底 -5%" in as_text(every_block())


@given(st.text(st.characters(), max_size=60))
def test_inert_text_is_stable_and_can_be_encoded(text: str) -> None:
    shown = inert(text)
    assert inert(shown) == shown
    assert "\x00" not in shown
    shown.encode("utf-8")
