"""Reports for the tests of the writers: a small sound one, one of hostile texts, one with every kind of block."""

from __future__ import annotations

from perf_xl.model.department import Department
from perf_xl.report.report import (
    Chart,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Series,
    Table,
    TableCell,
)
from tests.case_file import read_cases

HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "<w:t>x</w:t>", "]]>", "&amp;&#65;", '#read("/etc/passwd")',
    "$ x $ *b* _i_ `c` @ref <label> // gone", '"}],"is":"chart', "\\u{41}", "{{正文}}", "{ PAGE } { HYPERLINK \"x\" }",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;", "http://example.com/ www.example.com",
)
CONTROLS = "甲\x00乙\x07丙\ud800丁\ufffe戊\x1b[31m"
CONTROLS_SHOWN = "甲�乙�丙�丁�戊�[31m"


def sound_department() -> Department:
    """The sound project of the case files with its part 1."""
    _, good = read_cases("FU101")
    return good[0].context.department


def hostile_report() -> Report:
    texts = (*HOSTILE, CONTROLS)
    table = Table((1, 2), tuple((TableCell(text, role="label"), TableCell(text)) for text in texts), name=HOSTILE[3])
    chart = Chart("bar", HOSTILE[3], texts, (Series(HOSTILE[4], tuple(1.0 for _ in texts)),), unit=HOSTILE[5])
    paragraphs = tuple(Paragraph(text, text) for text in texts)
    return Report(HOSTILE[3], (Heading(0, HOSTILE[3]), Heading(2, HOSTILE[6]), *paragraphs, table, chart), author=HOSTILE[4])


def every_block() -> Report:
    months = ("3月底", "6月底", "10月底", "12月底")
    head = tuple(TableCell(text, role="head") for text in ("单位", "预算数", "状态"))
    rows = (head, (TableCell("甲局"), TableCell("1,000.00", role="amount"), TableCell("▲ 滞后", role="warning")),
            (TableCell("乙局"), TableCell("10.00", role="amount"), TableCell("✗ 超支", role="error")),
            (TableCell("合计", role="total"), TableCell("1,010.00", role="amount"), TableCell("● 正常", role="good")))
    charts = tuple(Chart(kind, f"图 {kind}", months, (Series("计划", (25, 50, 100, 100)), Series("实际", (20, None, 70, -5))), "%")
                   for kind in ("line", "column", "bar"))
    contents = Contents("目录", ((2, "一、总体"), (2, "没有这一节"), (2, "二、明细")))
    return Report("支出进度", (
        Heading(0, "支出进度"), contents, PageBreak(), Heading(2, "一、总体"), Paragraph("正文", "提示："),
        *(Paragraph(style, style=style) for style in ("note", "caption", "centre", "right")), *charts,
        PageBreak(), Table((2, 1, 1), rows, header_rows=1, keep_together=True), Heading(2, "二、明细"),
        Table((2, 1, 1), rows, header_rows=1, size="small"), Table((2, 1, 1), rows)), author="某局", date="2023-07-01")
