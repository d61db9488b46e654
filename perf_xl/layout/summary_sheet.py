"""汇总 and 来源: totals by unit in native formulas, and where each project came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perf_xl.layout import form
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Drawable, Formula, Link, SheetDrawing

_COLUMNS = (Column("序号", 6, "table.centre"), Column("预算单位", 42), Column("项目数", 9, "table.number"),
            Column("指标数", 9, "table.number"), Column("预算数", 15, "table.amount"),
            *(Column(f"{node}月底计划", 14, "table.amount") for node in NODES))
_SOURCE_COLUMNS = (Column("序号", 6, "table.centre"), Column("项目编码", 24), Column("项目名称", 40, "table.link"),
                   Column("来源工作簿", 36), Column("工作表", 26), Column("编码所在单元格", 12, "table.centre"),
                   Column("预算数所在单元格", 12, "table.centre"), Column("来源预算数", 14, "table.amount"),
                   Column("本簿预算数", 14, "table.amount"), Column("核对", 10, "table.centre"))


def draw_summary(department: Department) -> SheetDrawing:
    """Sums by unit over 支出进度, which follows the project sheets; each total is a formula too."""
    count = len(department.projects)
    end = FIRST_ROW + max(count, 1) - 1
    progress = quoted(form.PROGRESS)
    bodies = f"{progress}!$D${FIRST_ROW}:$D${end}"
    amounts = f"{progress}!$E${FIRST_ROW}:$E${end}"
    rows: list[list[Drawable | Formula]] = []
    for number, body in enumerate(department.unit_bodies, 1):
        row = FIRST_ROW + number - 1
        projects = list(department.of_unit(body))
        plan = [Formula(f"=SUMPRODUCT(({bodies}=B{row})*{amounts}*{progress}!${letter}${FIRST_ROW}:${letter}${end})",
                        planned_amount(projects, node)) for letter, node in zip("FGHI", NODES, strict=True)]
        rows.append([number, body or None, Formula(f"=COUNTIF({bodies},B{row})", len(projects)),
                     sum(len(project.indicators) for project in projects),
                     Formula(f"=SUMIF({bodies},B{row},{amounts})", _total(projects)), *plan])
    last = FIRST_ROW + len(rows) - 1
    totals: list[Drawable | Formula] = ["", f"合计（{len(rows)} 个单位）"]
    for index, letter in enumerate("CDEFGHI", 2):
        totals.append(Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})", _added(rows, index)))
    return draw_table(form.SUMMARY, f"{department.name}预算项目汇总表", "金额单位：万元。数字由各项目表自动得出；“来源”表注明每个项目取自哪个文件、哪张表、哪个单元格。",
                      _COLUMNS, rows, totals=totals, tab="C55A11", wrap_columns=(1,),
                      total_styles=("total.text", "total.text", "total.number", "total.number", *["total.amount"] * 5))


def planned_amount(projects: Sequence[Project], node: int) -> Decimal:
    """What the projects together plan to have spent by a node, in 万元, blanks carried forward."""
    return sum((from_fen(project.budget.fen or 0, MoneyUnit.WAN) * project.plan.carried()[node] / 100
                for project in projects), Decimal(0))


def draw_sources(department: Department, sheets: Sequence[str]) -> SheetDrawing:
    """One row per project: workbook, sheet and cells it was read from, and whether the amounts still agree."""
    rows: list[list[Drawable | Formula | Link]] = []
    for position, (project, sheet) in enumerate(zip(department.projects, sheets, strict=True)):
        row = FIRST_ROW + position
        amount = from_fen(project.budget.fen or 0, MoneyUnit.WAN)
        scale = "" if project.money_unit is MoneyUnit.WAN else "/10000"
        here = Formula(f"=N({quoted(sheet)}!$C${form.AMOUNT_ROW}){scale}", amount)
        place = project.code.place
        rows.append([position + 1, project.code.text, Link(sheet, "A1", project.name.text), place.book,
                     place.sheet or None, place.cell or str(place.row), project.budget.entry.place.cell or None, amount, here,
                     Formula(f'=IF(ROUND(H{row}-I{row},6)=0,"一致","已改动")', "一致")])
    return draw_table(form.SOURCES, "来　源", "汇总时各项目取自哪里。汇总后又改动的项目，“核对”一栏显示“已改动”。", _SOURCE_COLUMNS, rows,
                      tab="C55A11", wrap_columns=(2, 3, 4))


def _total(projects: Sequence[Project]) -> Decimal:
    return from_fen(sum(project.budget.fen or 0 for project in projects), MoneyUnit.WAN)


def _added(rows: Sequence[Sequence[Drawable | Formula]], index: int) -> Decimal:
    values = (row[index] for row in rows)
    plain = (value.value if isinstance(value, Formula) else value for value in values)
    return sum((Decimal(value) for value in plain if isinstance(value, int | Decimal)), Decimal(0))
