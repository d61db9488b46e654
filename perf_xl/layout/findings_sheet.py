"""校验结果: every finding with a link to its cell, in the order in which an accountant works."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.table_sheet import Column, draw_table, with_columns_styled
from perf_xl.picture.blueprint import CellDrawing, Drawable, Link, SheetDrawing
from perf_xl.picture.remark import Remark

SHOWN = {"error": "✖ 错误", "warning": "▲ 提醒", "info": "● 建议"}
WAIVED = "○ 已说明"
COLUMNS = (
    Column("序号", 6, "table.centre"), Column("级别", 9, "table.centre"), Column("工作表", 22), Column("单元格", 9, "table.link"),
    Column("项目编码", 23), Column("项目名称", 28), Column("问题", 50), Column("怎么改", 40), Column("依据", 20),
    Column("规则", 8, "table.centre"), Column("例外说明", 18),
)
SHEET_COLUMN, CELL_COLUMN = 3, 4


def draw_findings(remarks: Sequence[Remark], summary: str) -> SheetDrawing:
    """`summary` says when and how much was looked at, and what to do next; it stands above the table."""
    rows: list[list[Drawable | Link]] = []
    for number, each in enumerate(remarks, 1):
        cell = each.place.cell
        where: Drawable | Link = Link(each.place.sheet, cell, cell, "点此跳到该单元格") if cell else None
        rows.append([number, WAIVED if each.waived else SHOWN[each.level], each.place.sheet or None, where,
                     each.project_code or None, each.project_name or None, each.message, each.advice, each.basis,
                     each.code, each.waived or None])
    drawn = draw_table(form.FINDINGS, "校验结果", summary, COLUMNS, rows, tab="C00000", wrap_columns=(5, 6, 7, 8))
    if not rows:
        empty = CellDrawing(5, 1, "没有需要处理的问题。" if "尚未" not in summary else None, "page.note", (5, len(COLUMNS)))
        drawn = replace(drawn, cells=(*drawn.cells, empty))
    return with_columns_styled(drawn, COLUMNS)
