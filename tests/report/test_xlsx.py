"""The workbook of a report, read back by openpyxl: every cell of every table, numbers as numbers, text as text."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from perf_xl.report.report import Contents, Heading, PageBreak, Paragraph, Report, Table, TableCell
from perf_xl.report.sheet_grid import content_of
from perf_xl.report.targets import targets_report
from perf_xl.report.to_xlsx import xlsx_bytes
from tests.published import needs_published
from tests.report import published_text
from tests.report.samples import CONTROLS_SHOWN, HOSTILE, every_block, hostile_report, sound_department


def book(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(report)))


def shown(value: object, number_format: str) -> str:
    """As Excel prints it, for the formats in use."""
    if value is None or isinstance(value, str):
        return value or ""
    digits = {"0.00": ".2f", "#,##0.00": ",.2f", "+0.00;-0.00;0.00": "+.2f" if value else ".2f"}.get(number_format, ".0f")
    return format(value, digits)


def texts(sheet: Worksheet) -> list[str]:
    """What stands on the sheet from left to right and top to bottom; cells that a merge covers are left out."""
    covered = {cell for area in sheet.merged_cells.ranges for cell in list(area.cells)[1:]}
    return [shown(cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row
            if (cell.row, cell.column) not in covered and cell.has_style and cell.border.left.style]


@pytest.mark.published
@needs_published
def test_54_tables_come_back_cell_for_cell() -> None:
    sheets = book(targets_report(published_text.department())).worksheets[2:]
    assert len(sheets) == 54
    for sheet, answer in zip(sheets, published_text.tables(), strict=True):
        assert [text for text in texts(sheet) if text] == [text for text in answer.cells if text]


def test_each_table_has_its_sheet_with_what_leads_to_it_and_prints_on_one_width_of_a4() -> None:
    made = book(every_block())
    assert made.sheetnames == ["目录", "一、总体", "图 column", "图 bar", "支出进度", "二、明细", "支出进度(2)", "图表数据"]
    for sheet in made.worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0), "one page wide (the default), any height"


def test_a_report_of_one_page_is_one_sheet_on_one_page() -> None:
    tables = [Table(widths, (tuple(TableCell("甲") for _ in widths),)) for widths in ((1, 1), (1, 2, 3))]
    made = book(Report("概览", (Heading(0, "概览"), *tables, PageBreak(), Paragraph("完")), one_page=True))
    assert made.sheetnames == ["概览"]
    assert made.worksheets[0].page_setup.fitToHeight is None, "one page, the default"
    assert texts(made.worksheets[0]) == ["甲"] * 5


def test_amounts_are_numbers_and_can_be_added() -> None:
    head = tuple(TableCell(text, role="head") for text in ("单位", "项目数", "预算数", "差距"))
    row = (TableCell("312001", role="text"), TableCell("30"), TableCell("1,262.81", role="amount"), TableCell("+5.20", role="amount"))
    sheet = book(Report("x", (Table((1, 1, 1, 1), (head, row), header_rows=1),))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["312001", 30, 1262.81, 5.2]
    assert texts(sheet)[4:] == ["312001", "30", "1,262.81", "+5.20"]


def test_hostile_texts_stay_text() -> None:
    for sheet in book(hostile_report()).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert all(cell.hyperlink is None for cell in cells)
    assert [text for text in texts(book(hostile_report()).worksheets[0]) if text] == [
        text for text in (*HOSTILE, CONTROLS_SHOWN) for _ in range(2)]


def test_contents_lead_to_sheets() -> None:
    report = Report("x", (Contents("目录", ((1, "甲"), (1, "无"))), PageBreak(), Heading(1, "甲"), Paragraph("文")))
    cells = [cell for row in book(report).worksheets[0].iter_rows() for cell in row]
    assert {cell.value: cell.hyperlink.location for cell in cells if cell.hyperlink} == {"甲": "'甲'!A1"}


def test_a_cell_longer_than_a_row_can_be_high_takes_several_rows() -> None:
    table = Table((1, 4), ((TableCell("目标", role="label"), TableCell("字" * 3000, role="text")), (TableCell("甲"), TableCell("乙"))))
    sheet = book(Report("x", (table,))).worksheets[0]
    assert texts(sheet) == ["目标", "字" * 3000, "甲", "乙"]
    assert max(size.height for size in sheet.row_dimensions.values()) <= 409.5


@pytest.mark.parametrize("report", [every_block(), hostile_report(), targets_report(sound_department())])
def test_two_runs_give_the_same_bytes(report: Report) -> None:
    assert xlsx_bytes(report) == xlsx_bytes(report)


_FORMATS = {"amount": "0.00", "amount.centre": "0.00", "table.amount": "#,##0.00", "total.amount": "#,##0.00",
            "table.points": "+0.00;-0.00;0.00", "total.points": "+0.00;-0.00;0.00"}


@given(st.from_regex(r"[+-]?[0-9,]{0,14}(\.[0-9]{0,3})?", fullmatch=True), st.sampled_from(["amount", "total", "value", "text"]),
       st.sampled_from(["", "centre"]), st.booleans())
def test_a_text_becomes_a_number_only_where_it_is_shown_unchanged(text: str, role: str, align: str, is_list: bool) -> None:
    value, style = content_of(TableCell(text, role=role, align=align), is_list)
    assert shown(value, _FORMATS.get(style, "")) == text
