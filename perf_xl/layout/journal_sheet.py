"""操作记录: what the program changed, when, in which cell, from what to what. Undo and audit trail are one list."""

from __future__ import annotations

from collections.abc import Sequence

from perf_xl.layout import form
from perf_xl.layout.table_sheet import Column, draw_table, with_columns_styled
from perf_xl.picture.blueprint import Drawable, SheetDrawing

COLUMNS = (Column("时间", 20, "table.centre"), Column("操作", 16), Column("工作表", 24), Column("单元格", 9, "table.centre"),
           Column("修改前", 40), Column("修改后", 40), Column("规则", 9, "table.centre"), Column("状态", 10, "table.centre"))


def draw_journal(rows: Sequence[Sequence[Drawable]]) -> SheetDrawing:
    """Rows in the order of the columns, oldest first."""
    drawn = draw_table(form.JOURNAL, "操作记录", "加载项和命令行所作的每一处修改都记在这里；“撤销”按此表从后往前恢复。", COLUMNS,
                       rows, tab="7F7F7F", wrap_columns=(4, 5))
    return with_columns_styled(drawn, COLUMNS)
