"""支出进度: spending against the plan at the last node, in native formulas over 支出台账 and the project sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from perf_xl.layout import form, ledger_sheet
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import FIRST_ROW, HEAD_ROW, Column, draw_table
from perf_xl.model.department import Department
from perf_xl.model.period import NODES, node_reached
from perf_xl.model.place import cell_name, column_letters
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import (
    CellDrawing,
    ChartDrawing,
    Drawable,
    Formula,
    Highlight,
    SeriesDrawing,
    SheetDrawing,
)
from perf_xl.picture.grid import Area

_SETTINGS_ROW = 3
_COLUMNS = (
    Column("序号", 6, "table.centre"), Column("项目编码", 24), Column("项目名称", 34), Column("预算单位", 24),
    Column("预算数", 13, "table.amount"), *(Column(f"{node}月底", 8.5, "table.percent0") for node in NODES),
    Column("计划进度", 10, "table.percent"), Column("计划支出", 13, "table.amount"), Column("实际支出", 13, "table.amount"),
    Column("支出进度", 10, "table.percent"), Column("差距（百分点）", 11, "table.points"), Column("对照计划", 12, "table.centre"),
    Column("对照时间", 12, "table.centre"),
)
_CURVE_COLUMN = 18
WORDS = {"green": "● 正常", "yellow": "▲ 滞后", "red": "✖ 严重滞后", "over": "‼ 超支"}


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    """What the formulas of one row must show. Amounts in 万元, percent in percent, gap in points."""

    budget: Decimal
    planned_percent: Decimal | None
    planned: Decimal | None
    spent: Decimal | None
    spent_percent: Decimal | None
    gap: Decimal | None
    against_plan: str = ""
    against_time: str = ""


@dataclass(frozen=True, slots=True)
class ProgressSettings:
    """Points behind plan that are still green and still yellow; shares of elapsed time likewise."""

    green_gap: Decimal = Decimal(5)
    yellow_gap: Decimal = Decimal(15)
    green_share: Decimal = Decimal("0.8")
    yellow_share: Decimal = Decimal("0.6")


def draw_progress(department: Department, projects: Sequence[tuple[Project, str]], spending: Spending | None = None,
                  as_of: date | None = None, figures: Mapping[str, ProgressFigures] | None = None,
                  settings: ProgressSettings | None = None) -> SheetDrawing:
    """`figures` by project code are what the formulas will show; without them the sheet shows them once calculated."""
    settings = settings or ProgressSettings()
    known = figures or {}
    rows = [_row(position, project, sheet, known.get(project.code.text))
            for position, (project, sheet) in enumerate(projects)]
    last = FIRST_ROW + len(rows) - 1
    drawn = draw_table(
        form.PROGRESS, "支出进度", "金额单位：万元。在“截止日期”填日期即可；计划空白的节点按上一节点延续；与最近一个已到的节点比较，节点之间不亮灯。",
        _COLUMNS, rows, totals=_totals(last, list(known.values())), tab="548235", wrap_columns=(2, 3), protect=True,
        total_styles=("total.text",) * 4 + ("total.amount",) + ("total.percent",) * 5 + ("total.amount",) * 2
        + ("total.percent", "total.points", "total.text", "total.text"))
    curve = _curve(last, department, spending)
    bars = Highlight(Area(FIRST_ROW, 13, max(last, FIRST_ROW), 13), bars=True)
    return replace(drawn, cells=(*drawn.cells, *_settings(settings, as_of, spending), *curve), highlights=(bars,),
                   charts=(_chart(),),
                   widths=(*drawn.widths, (17, 3.0), (_CURVE_COLUMN, 10.0), (_CURVE_COLUMN + 1, 12.0), (_CURVE_COLUMN + 2, 12.0)))


def _settings(settings: ProgressSettings, as_of: date | None, spending: Spending | None) -> tuple[CellDrawing, ...]:
    """Row 3: the date, the node it has reached, the months that count, and the thresholds in force (惯例)."""
    row = _SETTINGS_ROW
    node = (node_reached(as_of.year, as_of) or 0) if as_of else 0
    newest = f"{quoted(form.LEDGER)}!$B$3"
    months = _months_counted(as_of, spending)
    node_text = ("=IF($B$3=\"\",0,IF($B$3>=DATE(YEAR($B$3),12,31),12,IF($B$3>=DATE(YEAR($B$3),10,31),10,"
                 "IF($B$3>=DATE(YEAR($B$3),6,30),6,IF($B$3>=DATE(YEAR($B$3),3,31),3,0)))))")
    months_text = (f'=IF($B$3="",0,IF(OR($B$3=EOMONTH($B$3,0),AND(ISNUMBER({newest}),{newest}<=$B$3,'
                   f"MONTH(N({newest}))=MONTH($B$3))),MONTH($B$3),MONTH($B$3)-1))")
    cells: list[tuple[int, Drawable | Formula, str]] = [
        (1, "截止日期", "page.label"), (2, as_of, "input.date"), (3, Formula(node_text, node), "progress.node"),
        (4, Formula(months_text, months), "progress.months"), (10, "▲ 差距", "page.label"),
        (11, settings.green_gap, "input.centre"), (12, "✖ 差距", "page.label"), (13, settings.yellow_gap, "input.centre"),
        (14, "时间比 ▲/✖", "page.label"), (15, settings.green_share, "input.centre"),
        (16, settings.yellow_share, "input.centre"),
    ]
    return tuple(CellDrawing(row, column, value, style) for column, value, style in cells)


def _months_counted(as_of: date | None, spending: Spending | None) -> int:
    if as_of is None:
        return 0
    months = {each.day.month for each in spending.sums if each.day <= as_of} if spending else set()
    return max(months | {node_reached(as_of.year, as_of) or 0})


def _row(position: int, project: Project, sheet: str, known: ProgressFigures | None) -> list[Drawable | Formula]:
    row = FIRST_ROW + position
    ledger = quoted(form.LEDGER)
    adjusted = column_letters(ledger_sheet.ADJUSTED)
    scale = "" if project.money_unit.fen == 1_000_000 else "/10000"
    budget = project.budget.value or Decimal(0)
    budget = budget if not scale else budget / 10000
    carried = project.plan.carried()
    plan: list[Drawable | Formula] = []
    for index, node in enumerate(NODES):
        spot = f"{quoted(sheet)}!{cell_name(form.PLAN_VALUES_ROW, form.NODE_COLUMNS[node][0])}"
        before = f"{column_letters(5 + index)}{row}" if index else "0"
        plan.append(Formula(f"=IF(ISNUMBER({spot}),{spot},{before})", carried[node] / 100))
    months = f"{ledger}!$D$4:$O$4"
    months_block = f"{ledger}!$D$5:$O$2000"
    codes = f"{ledger}!$A$5:$A$2000"
    figure = known or ProgressFigures(budget, None, None, None, None, None)
    return [
        position + 1, project.code.text, project.name.text, project.unit_body.text,
        Formula(f"=N({quoted(sheet)}!{cell_name(form.AMOUNT_ROW, 3)}){scale}"
                f"+SUMIF({codes},B{row},{ledger}!${adjusted}$5:${adjusted}$2000)/10000", figure.budget),
        *plan,
        Formula(f'=IF($B$3="","",IF($C$3=12,I{row},IF($C$3=10,H{row},IF($C$3=6,G{row},IF($C$3=3,F{row},0)))))',
                _share(figure.planned_percent)),
        Formula(f'=IF(J{row}="","",ROUND(E{row}*J{row},6))', _blank(figure.planned)),
        Formula(f'=IF($B$3="","",ROUND(SUMPRODUCT(({months}<=$D$3)*({codes}=B{row})*{months_block})/10000,6))',
                _blank(figure.spent)),
        Formula(f'=IF(OR(L{row}="",E{row}=0),"",L{row}/E{row})', _share(figure.spent_percent)),
        Formula(f'=IF(OR(J{row}="",M{row}=""),"",ROUND((M{row}-J{row})*100,2))', _blank(figure.gap)),
        Formula(_light_formula(row), WORDS.get(figure.against_plan, "")),
        Formula(_time_formula(row), WORDS.get(figure.against_time, "")),
    ]


def _time_formula(row: int) -> str:
    """Against 序时进度: the whole months that are over."""
    months = "IF($B$3=EOMONTH($B$3,0),MONTH($B$3),MONTH($B$3)-1)"
    ratio = f"ROUND(M{row}*12/{months},4)"
    return (f'=IF(OR(M{row}="",$B$3=""),"",IF({months}=0,"",IF({ratio}>=$O$3,"{WORDS["green"]}",'
            f'IF({ratio}>=$P$3,"{WORDS["yellow"]}","{WORDS["red"]}"))))')


def _light_formula(row: int) -> str:
    return (f'=IF(OR(N{row}="",$C$3=0),"",IF(M{row}>1,"{WORDS["over"]}",IF(N{row}>=-$K$3,"{WORDS["green"]}",'
            f'IF(N{row}>=-$M$3,"{WORDS["yellow"]}","{WORDS["red"]}"))))')


def _totals(last: int, known: list[ProgressFigures]) -> list[Drawable | Formula]:
    total = last + 1

    def added(values: list[Decimal | None]) -> Drawable:
        numbers = [value for value in values if value is not None]
        return sum(numbers, Decimal(0)) if numbers else ""

    budget = added([each.budget for each in known])
    planned, spent = added([each.planned for each in known]), added([each.spent for each in known])
    cells: list[Drawable | Formula] = ["合计", "", "", "", Formula(f"=SUM(E{FIRST_ROW}:E{last})", budget)]
    for letter in "FGHI":
        cells.append(Formula(f'=IF(E{total}=0,"",SUMPRODUCT(E{FIRST_ROW}:E{last},{letter}{FIRST_ROW}:{letter}{last})/E{total})', ""))
    cells.append(Formula(f'=IF(OR($B$3="",E{total}=0),"",K{total}/E{total})', _ratio(planned, budget)))
    cells.append(Formula(f'=IF($B$3="","",SUM(K{FIRST_ROW}:K{last}))', planned))
    cells.append(Formula(f'=IF($B$3="","",SUM(L{FIRST_ROW}:L{last}))', spent))
    cells.append(Formula(f'=IF(OR(L{total}="",E{total}=0),"",L{total}/E{total})', _ratio(spent, budget)))
    shares = _ratio(spent, budget), _ratio(planned, budget)
    gap = (shares[0] - shares[1]) * 100 if isinstance(shares[0], Decimal) and isinstance(shares[1], Decimal) else ""
    cells.append(Formula(f'=IF(OR(J{total}="",M{total}=""),"",ROUND((M{total}-J{total})*100,2))', gap))
    return [*cells, "", ""]


def _curve(last: int, department: Department, spending: Spending | None) -> tuple[CellDrawing, ...]:
    """Planned and paid share of the department at each node, for the chart. Paid stays blank beyond the date."""
    left, cells = _CURVE_COLUMN, []
    cells += [CellDrawing(HEAD_ROW, left + offset, text, "table.head")
              for offset, text in enumerate(("节点", "计划累计", "实际累计"))]
    total = f"E{last + 1}"
    for index, node in enumerate(NODES):
        row = FIRST_ROW + index
        letter = column_letters(6 + index)
        months = f"({quoted(form.LEDGER)}!$D$4:$O$4<={node})*{quoted(form.LEDGER)}!$D$5:$O$2000"
        cells += [
            CellDrawing(row, left, f"{node}月底", "table.centre"),
            CellDrawing(row, left + 1, Formula(f'=IF({total}=0,0,{letter}{last + 1})', 0), "table.percent"),
            CellDrawing(row, left + 2, Formula(f'=IF(OR({total}=0,$C$3<{node}),NA(),SUMPRODUCT({months})/10000/{total})', "#N/A"),
                        "curve.value"),
        ]
    return tuple(cells)


def _chart() -> ChartDrawing:
    left = _CURVE_COLUMN
    categories = Area(FIRST_ROW, left, FIRST_ROW + 3, left)
    return ChartDrawing("line", "部门支出进度：计划与实际", (
        SeriesDrawing("计划累计", form.PROGRESS, categories, Area(FIRST_ROW, left + 1, FIRST_ROW + 3, left + 1), "7F7F7F", True, "diamond"),
        SeriesDrawing("实际累计", form.PROGRESS, categories, Area(FIRST_ROW, left + 2, FIRST_ROW + 3, left + 2), "1F4E79", False, "circle"),
    ), FIRST_ROW + 5, left, 520, 300, "占预算的比例")


def _share(percent: Decimal | None) -> Drawable:
    return "" if percent is None else percent / 100


def _blank(value: Decimal | None) -> Drawable:
    return "" if value is None else value


def _ratio(part: Drawable, whole: Drawable) -> Decimal | str:
    return part / whole if isinstance(part, Decimal) and isinstance(whole, Decimal) and whole else ""
