"""设置 drawn: one row per setting - what it is called, its value, what it is for. Filled by people and by the program alike."""

from __future__ import annotations

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.settings import NO_SETTINGS, Offered, Settings, offered
from perf_xl.picture.blueprint import Drawable, SheetDrawing

_LABEL = 2
_COLUMNS = (Column("类别", 14, "table.centre"), Column("设置项", 22), Column("值", 44, "setting.value"), Column("说明", 60))
_SPARE = 5      # blank rows for settings of the user's own
_NOTE = "只填“值”一列，空着的由程序决定。这里的设置跟着本工作簿走，下个月、下一次汇总照此办理。"


def draw_settings(settings: Settings = NO_SETTINGS) -> SheetDrawing:
    """Every setting on offer, then those that only this workbook has."""
    known = offered()
    own = [(key, text) for key, text in settings.filled if key not in {each.key for each in known}]
    rows: list[list[Drawable]] = [_row(each, settings) for each in known]
    rows += [["其他", key, text, None] for key, text in own]
    rows += [["其他", None, None, None] for _ in range(_SPARE)]
    drawn = draw_table(form.SETTINGS, "设置", _NOTE, _COLUMNS, rows, tab="7F7F7F", landscape=False, wrap_columns=(2, 3))
    last_known = FIRST_ROW + len(known) - 1
    free = tuple(replace(cell, style="input.text") if cell.row > last_known and cell.column == _LABEL else cell
                 for cell in drawn.cells)
    return replace(drawn, cells=free)


def _row(each: Offered, settings: Settings) -> list[Drawable]:
    return [each.group, each.label, settings.text(each.key) or None, each.note]
