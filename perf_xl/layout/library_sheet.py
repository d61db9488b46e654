"""指标库: a table to filter and to copy from, and a page by kind of project that counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perf_xl.layout.side_book import side_book
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.number import plain_text
from perf_xl.model.reference import Reference
from perf_xl.picture.blueprint import Blueprint, Drawable, Formula, SheetDrawing

SHEET, KINDS = "指标库", "项目类别"
_COLUMNS = (
    Column("项目类别", 18), Column("一级指标", 11, "table.centre"), Column("二级指标", 16, "table.centre"), Column("三级指标", 26),
    Column("绩效指标描述", 38), Column("符号", 6, "table.centre"), Column("计量单位", 10, "table.centre"),
    Column("中位数", 10, "table.centre"), Column("范围", 14, "table.centre"), Column("用过几次", 9, "table.number"),
    Column("几个项目", 9, "table.number"), Column("指标值举例", 20), Column("依据举例", 18), Column("来源", 9, "table.centre"),
)
_KIND_COLUMNS = (Column("序号", 6, "table.centre"), Column("项目类别", 26), Column("本库条数", 10, "table.number"),
                 Column("其中用过的", 12, "table.number"), Column("使用次数", 10, "table.number"))
USED, STARTER = "用过的", "起步集"


def library_book(entries: Sequence[Reference], title: str) -> Blueprint:
    """The workbook: 指标库 and 项目类别."""
    return side_book([_entries(entries, title), _kinds(entries)], title)


def _entries(entries: Sequence[Reference], title: str) -> SheetDrawing:
    rows = [_row(each) for each in entries]
    return draw_table(
        SHEET, title, "按“项目类别”“二级指标”筛选后抄用。“用过的”取自所给工作簿；“起步集”是通用写法，“惯例”不是规定，数值要按本单位历史和计划测算。",
        _COLUMNS, rows, tab="2E75B6", wrap_columns=(0, 3, 4, 11, 12))


def _row(each: Reference) -> list[Drawable]:
    return [each.kind, each.level1, each.level2, each.level3, each.description, "、".join(each.signs[:2]) or None,
            "、".join(each.measures[:2]) or None, _number(each.median) or None, _range(each) or None, each.uses or None,
            each.projects or None, "；".join(each.examples) or None, "；".join(each.evidences) or None,
            STARTER if each.is_starter else USED]


def _range(each: Reference) -> str:
    if each.low is None or each.low == each.high:
        return ""
    return f"{_number(each.low)}～{_number(each.high)}"


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain_text(value)


def _kinds(entries: Sequence[Reference]) -> SheetDrawing:
    last = FIRST_ROW + len(entries) - 1
    rows: list[list[Drawable | Formula]] = []
    for number, kind in enumerate(dict.fromkeys(each.kind for each in entries), 1):
        row = FIRST_ROW + number - 1
        own = [each for each in entries if each.kind == kind]
        used = [each for each in own if not each.is_starter]
        area = {letter: f"{SHEET}!${letter}${FIRST_ROW}:${letter}${last}" for letter in "AJN"}
        rows.append([number, kind, Formula(f"=COUNTIF({area['A']},B{row})", len(own)),
                     Formula(f'=COUNTIFS({area["A"]},B{row},{area["N"]},"{USED}")', len(used)),
                     Formula(f"=SUMIF({area['A']},B{row},{area['J']})", sum(each.uses for each in used))])
    end = FIRST_ROW + len(rows) - 1
    totals = [Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{end})", _added(rows, index)) for index, letter in enumerate("CDE", 2)]
    return draw_table(KINDS, "项目类别", "类别按项目名称中的词判断；判断不了的归入“其他”。", _KIND_COLUMNS, rows, landscape=False,
                      totals=("", f"合计（{len(rows)} 类）", *totals),
                      total_styles=("total.text", "total.text", *["total.number"] * 3), tab="2E75B6")


def _added(rows: Sequence[Sequence[Drawable | Formula]], index: int) -> int:
    return sum(int(str(cell.value)) for row in rows if isinstance(cell := row[index], Formula))
