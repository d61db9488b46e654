"""工作日历: what is due when, with a drop-down for how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perf_xl.layout.side_book import side_book
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.due import Due
from perf_xl.picture.blueprint import Blueprint, Choice, Drawable, Highlight
from perf_xl.picture.grid import Area

SHEET = "工作日历"
STATES = ("未办", "办理中", "已办", "不需要办")
_STATE_LIST = "办理情况表"
_TRUST = {"read": "文件", "cited": "文件（转引）", "practice": "惯例", "plan": "本部门计划"}
_WEEKDAYS = "一二三四五六日"
_COLUMNS = (
    Column("序号", 6, "table.centre"), Column("日期", 12, "table.date"), Column("星期", 6, "table.centre"), Column("事项", 30),
    Column("做什么", 58), Column("项目数", 8, "table.number"), Column("累计计划支出", 16, "table.amount"), Column("依据", 22),
    Column("性质", 12, "table.centre"), Column("办理情况", 11, "input.centre"), Column("备注", 20, "input.text"),
)
_STATE = 10


def timetable_book(events: Sequence[Due], department: str, year: int) -> Blueprint:
    """A workbook of one sheet. Money in 万元."""
    rows: list[list[Drawable]] = [
        [number, each.day, _WEEKDAYS[each.day.weekday()], each.title, each.what, each.projects or None, each.planned, each.basis,
         _TRUST[each.trust], STATES[0], None] for number, each in enumerate(events, 1)]
    drawn = draw_table(
        SHEET, f"{department}{year}年预算绩效管理工作日历",
        "金额单位：万元。“本部门计划”取自资金支出计划和时效指标；“惯例”没有文件规定日期，以本级财政通知为准。", _COLUMNS, rows,
        tab="7030A0", wrap_columns=(3, 4, 7))
    last = max(FIRST_ROW + len(rows) - 1, FIRST_ROW)
    area = Area(FIRST_ROW, _STATE, last, _STATE)
    drawn = replace(drawn, choices=(Choice(area, _STATE_LIST, "不在列表中", "请选：未办、办理中、已办、不需要办。"),),
                    highlights=(Highlight(Area(FIRST_ROW, 1, last, len(_COLUMNS)), "mark.info", f'$J{FIRST_ROW}="{STATES[2]}"'),))
    return side_book([drawn], f"{department}{year}年工作日历", {_STATE_LIST: STATES})
