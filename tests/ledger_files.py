"""Writes ledger exports for the tests: the same vouchers in every encoding, order and kind of file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

PROJECTS = {"13060022P00R6BL100478": "扫黑除恶资金", "51092324T000010263357": "教师业务培训经费",
            "11000022T000000444685": "设备购置"}
CODES = tuple(PROJECTS)
HEADER = ("支付申请编号", "支付日期", "项目编码", "项目名称", "支付金额（元）", "摘要")


def as_text(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as a delimited text, quoted where needed."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def write_text(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path.write_bytes(as_text(rows, delimiter).encode(encoding))
    return path


def write_book(path: Path, rows: Sequence[Sequence[object]], merges: Sequence[tuple[int, int, int, int]] = (),
               sheet: str = "支出明细") -> Path:
    """Merges are first row, first column, last row, last column from 0; the text stands in the first cell."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(sheet)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, "")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is not None and value != "":
                    page.write(row, column, value)
    return path


def voucher_row(number: str, day: object, code: str, amount: object, summary: str = "办案支出") -> list[object]:
    return [number, day, code, PROJECTS.get(code, ""), amount, summary]
