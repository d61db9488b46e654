"""装载记录: from which file, and from between which of its rows, each month's figure of a project was loaded."""

from __future__ import annotations

from collections.abc import Sequence

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.table_sheet import FIRST_ROW, CellValue, Column, draw_table
from perf_xl.model.amount import MoneyUnit, from_fen, read_amount
from perf_xl.model.project import Project
from perf_xl.model.voucher import Source
from perf_xl.picture.blueprint import Formula, SheetDrawing
from perf_xl.picture.grid import SheetGrid

_COLUMNS = (
    Column("项目编码", 24), Column("项目名称", 34), Column("月份", 7, "table.centre"), Column("文件", 34), Column("工作表", 16),
    Column("凭证笔数", 10, "table.number"), Column("金额（元）", 18, "table.amount"), Column("从第几行", 10, "table.number"),
    Column("到第几行", 10, "table.number"),
)
_NOTE = ("支出台账里每个项目每个月的数从哪个文件的哪几行来。凭证本身留在导出的文件里：按项目编码筛选本表，再到文件的这些行里按项目编码、"
         "月份筛选，合计应当与金额相等。请保存好导出的文件。")


def draw_sources(sources: Sequence[Source], projects: Sequence[Project]) -> SheetDrawing:
    """One row per project, month and file, in that order."""
    names = {each.code.text: each.name.text for each in projects}
    rows = [[each.project_code, names.get(each.project_code, ""), each.month, each.file, each.sheet or None, each.vouchers,
             from_fen(each.fen, MoneyUnit.YUAN), each.first_row, each.last_row] for each in sorted(sources)]
    last = FIRST_ROW + len(rows) - 1
    totals: list[CellValue] = ["合计", "", "", "", "", Formula(f"=SUBTOTAL(109,F{FIRST_ROW}:F{last})", sum(each.vouchers for each in sources)),
              Formula(f"=SUBTOTAL(109,G{FIRST_ROW}:G{last})", from_fen(sum(each.fen for each in sources), MoneyUnit.YUAN)), "", ""]
    return draw_table(form.LOADS, "装载记录", _NOTE, _COLUMNS, rows, tab="548235", wrap_columns=(1, 3), totals=totals if rows else (),
                      total_styles=("total.text",) * 5 + ("total.number", "total.amount", "total.text", "total.text"))


def read_sources(book: str, sheet: SheetGrid) -> tuple[Source, ...]:
    """What was loaded before; rows that somebody changed beyond reading are left out."""
    found = []
    for row in sheet.numbers(FIRST_ROW):
        texts = [entry_at(book, sheet, row, column).text for column in range(1, len(_COLUMNS) + 1)]
        fen = read_amount(entry_at(book, sheet, row, 7, money=True), MoneyUnit.YUAN).fen
        numbers = [texts[column] for column in (2, 5, 7, 8)]
        if fen is not None and texts[0] and all(text.isdecimal() for text in numbers):
            month, vouchers, first, last = map(int, numbers)
            found.append(Source(texts[0], month, texts[3], texts[4], vouchers, fen, first, last))
    return tuple(found)
