"""目录: one row per project, with its plan, its count of findings and a link to its sheet."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.layout.project_sheet import stored_amount
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.place import cell_name
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Drawable, Formula, Link, SheetDrawing

_COLUMNS = (Column("序号", 6, "table.centre"), Column("项目编码", 24), Column("项目名称（点此跳转）", 44, "table.link"),
            Column("预算单位", 28), Column("预算数", 13, "table.amount"), Column("3月底", 8, "table.percent0"),
            Column("6月底", 8, "table.percent0"), Column("10月底", 8, "table.percent0"), Column("12月底", 8, "table.percent0"),
            Column("✖ 错误", 8, "table.number"), Column("▲ 提醒", 8, "table.number"), Column("● 建议", 8, "table.number"))
_LEVELS = ("error", "warning", "info")
_SHOWN = {"error": "✖ 错误", "warning": "▲ 提醒", "info": "● 建议"}


class ContentsRow(Struct, frozen=True):
    """A project, its sheet, and how many findings of each level count against it."""

    project: Project
    sheet: str
    counts: tuple[int, int, int] = (0, 0, 0)


def draw_contents(rows: Sequence[ContentsRow]) -> SheetDrawing:
    """Everything but the link is a native formula, so the table follows the project sheets without any program."""
    body = [_row(number, each) for number, each in enumerate(rows, 1)]
    last = FIRST_ROW + len(rows) - 1
    total = sum((each.project.budget.value or 0) for each in rows if not each.project.budget.is_unreadable)
    sums = [Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})", value) for letter, value in zip(
        "JKL", (sum(each.counts[index] for each in rows) for index in range(3)), strict=True)]
    return draw_table(
        form.CONTENTS, "目　录", "金额单位：万元。问题数来自“校验结果”，校验后自动更新。", _COLUMNS, body,
        totals=("", "", f"合计（{len(rows)} 个项目）", "", Formula(f"=SUM(E{FIRST_ROW}:E{last})", total), "", "", "", "", *sums),
        total_styles=("total.text", "total.text", "total.text", "total.text", "total.amount", *["total.text"] * 4,
                      *["total.number"] * 3),
        tab="2E75B6", wrap_columns=(2, 3),
    )


def _row(number: int, each: ContentsRow) -> list[Drawable | Formula | Link]:
    project, sheet = each.project, quoted(each.sheet)
    code, body = cell_name(form.CODE_ROW, 2), cell_name(form.UNIT_ROW, 1)
    cells: list[Drawable | Formula | Link] = [
        number, _follow(sheet, code, project.code.text),
        Link(each.sheet, "A1", project.name.text or f"第 {number} 个项目（未填）"),
        _follow(sheet, body, project.unit_body.text),
        _follow(sheet, cell_name(form.AMOUNT_ROW, 3), stored_amount(project.budget)),
    ]
    for step in project.plan.steps:
        spot = cell_name(form.PLAN_VALUES_ROW, form.NODE_COLUMNS[step.node][0])
        cells.append(_follow(sheet, spot, None if step.percent is None else step.percent / 100))
    for level, count in zip(_LEVELS, each.counts, strict=True):
        cells.append(Formula(f'=COUNTIFS({quoted(form.FINDINGS)}!$C$5:$C$20000,"{_criterion(each.sheet)}",'
                             f'{quoted(form.FINDINGS)}!$B$5:$B$20000,"{_SHOWN[level]}")', count))
    return cells


def _follow(sheet: str, cell: str, value: Drawable) -> Formula:
    """The other sheet's cell, blank where it is blank (a bare reference would show 0)."""
    return Formula(f'=IF({sheet}!{cell}="","",{sheet}!{cell})', "" if value is None else value)


def _criterion(sheet: str) -> str:
    """A sheet's name as an exact criterion: wildcards escaped, quotation marks doubled."""
    return sheet.replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')
