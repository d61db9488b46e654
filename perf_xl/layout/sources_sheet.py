"""来源: for every project the workbook, the sheet and the cells that its figures were read from, and whether they still agree."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perf_xl.layout import form
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import FIRST_ROW, CellValue, Column, draw_table
from perf_xl.model.amount import Amount, MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.place import Place, cell_name, column_letters
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Formula, Link, SheetDrawing

_COLUMNS = (
    Column("序号", 5, "table.centre"), Column("项目编码", 22.5), Column("项目名称", 27, "table.link"), Column("预算单位", 21),
    Column("来源工作簿", 26), Column("工作表", 18), Column("编码", 6, "table.centre"), Column("预算数", 6, "table.centre"),
    Column("财政资金", 6, "table.centre"), Column("其他资金", 6, "table.centre"), Column("支出计划", 11.5, "table.centre"),
    Column("指标", 8.5, "table.centre"), Column("来源预算数", 11, "table.amount"), Column("本簿预算数", 11, "table.amount"),
    Column("本簿财政资金", 11, "table.amount"), Column("本簿其他资金", 10, "table.amount"), Column("核对", 7, "table.centre"),
)
UNIT, _STATED, BUDGET, FISCAL, OTHER = 4, 13, 14, 15, 16


def source_range(column: int, count: int) -> str:
    """The cells of a column of this sheet, for formulas of other sheets."""
    letter = column_letters(column)
    return f"{quoted(form.SOURCES)}!${letter}${FIRST_ROW}:${letter}${FIRST_ROW + max(count, 1) - 1}"


def draw_sources(department: Department, sheets: Sequence[str]) -> SheetDrawing:
    """One row per project. `sheets` are the names of their sheets in this workbook; the projects' places are the sources."""
    rows = [_row(position, project, sheet)
            for position, (project, sheet) in enumerate(zip(department.projects, sheets, strict=True))]
    return draw_table(form.SOURCES, "来　源", "汇总时各项目取自哪里（后几栏是来源工作表里的单元格）。汇总后又改动金额的项目，“核对”一栏显示“已改动”。",
                      _COLUMNS, rows, tab="C55A11", wrap_columns=(2, 3, 4, 5, 10, 11))


def _row(position: int, project: Project, sheet: str) -> list[CellValue]:
    row = FIRST_ROW + position
    place = project.code.place
    stated = from_fen(project.budget.fen or 0, MoneyUnit.WAN)
    return [position + 1, project.code.text, Link(sheet, "A1", project.name.text or f"第 {position + 1} 个项目"),
            project.unit_body.text or None, place.book or None, place.sheet or None, _cell(place), _cell(project.budget.entry.place),
            _cell(project.fiscal.entry.place), _cell(project.other.entry.place),
            _joined([step.entry.place for step in project.plan.steps]),
            _span([each.value.place for each in project.indicators]), stated,
            *(_here(sheet, column, amount) for column, amount in ((3, project.budget), (5, project.fiscal), (7, project.other))),
            Formula(f'=IF(ROUND({column_letters(_STATED)}{row}-{column_letters(BUDGET)}{row},6)=0,"一致","已改动")', "一致")]


def _here(sheet: str, column: int, amount: Amount) -> Formula | Decimal:
    """Follows the project's sheet; an amount that had to be understood from text stands as a number."""
    value = from_fen(amount.fen or 0, MoneyUnit.WAN)
    if not amount.tidy and amount.value is not None:
        return value
    scale = "" if amount.unit is MoneyUnit.WAN else "/10000"
    return Formula(f"=N({quoted(sheet)}!${column_letters(column)}${form.AMOUNT_ROW}){scale}", value)


def _cell(place: Place) -> str | None:
    """'C4'; the line of a document."""
    return place.cell or (str(place.row) if place.row else None)


def _joined(places: Sequence[Place]) -> str | None:
    return " ".join(filter(None, (_cell(place) for place in places))) or None


def _span(places: Sequence[Place]) -> str | None:
    known = [place for place in places if place.row]
    if not known:
        return None
    first, last = known[0], known[-1]
    return f"{cell_name(first.row, first.column)}:{cell_name(last.row, last.column)}" if first.sheet else f"{first.row}—{last.row}"
