"""A workbook as a user may send it: made by another hand, with everything that must survive our visit."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from io import BytesIO
from typing import Any

SHEET = "项目 一'甲"


def received() -> bytes:
    """Charts, an image, drop-downs, names, notes, shared texts, formulas, merges, a hidden sheet."""
    import xlsxwriter

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    bold, red = book.add_format({"bold": True}), book.add_format({"bg_color": "#FF8080", "border": 1})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(4, 4, 20, book.add_format({"italic": True}))
    sheet.merge_range("A1:D1", "项目支出绩效目标表", bold)
    sheet.write_row("A2", ["预算数", 50, "其他资金", 12.5])
    sheet.write_rich_string("A3", "资金", bold, "用途", "：办案")
    sheet.write_number("B3", 7, red)
    sheet.write_boolean("C3", True)
    sheet.write_formula("D3", "=B2+D2", None, 62.5)
    for row in range(9):
        sheet.write_row(9 + row, 0, [f"指标{row}", row * 10, row * 1.5])
    sheet.data_validation("B10:B40", {"validate": "list", "source": "=一级指标"})
    sheet.conditional_format("C10:C20", {"type": "cell", "criteria": ">", "value": 5, "format": red})
    sheet.write_comment("A2", "用户自己的批注", {"author": "张三"})
    sheet.insert_image("G2", "dot.png", {"image_data": BytesIO(_png())})
    _chart(book, sheet)
    other = book.add_worksheet("名单")
    other.write_column("A1", ["产出指标", "效益指标"])
    other.hide()
    plain = book.add_worksheet("说明")
    plain.write("A1", "请勿改动")
    book.define_name("一级指标", "=名单!$A$1:$A$2")
    book.close()
    return content.getvalue()


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"categories": [SHEET, 9, 0, 17, 0], "values": [SHEET, 9, 1, 17, 1], "name": "进度"})
    chart.set_title({"name": "支出进度"})
    sheet.insert_chart("G12", chart)


def _png() -> bytes:
    def block(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + block(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) \
        + block(b"IDAT", zlib.compress(b"\0\xff\0\0")) + block(b"IEND", b"")


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The same file with one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts(content).items():
            package.writestr(part, text if part == name else data)
    return out.getvalue()


def opened(content: bytes) -> Any:
    """The workbook as openpyxl sees it."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")     # data bars: openpyxl cannot, we can
        return openpyxl.load_workbook(BytesIO(content))


def values(content: bytes, sheet: str) -> list[list[Any]]:
    """The rows of a sheet as the fast reader sees them, from A1."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
