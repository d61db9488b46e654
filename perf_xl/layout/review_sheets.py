"""重点评价: the sheet of the choice, one 审核表 per chosen project, and the 整改台账. All sums are native formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from perf_xl.layout.findings_sheet import SHOWN
from perf_xl.layout.review_form import draw_form
from perf_xl.layout.sheet_name import safe_sheet_name
from perf_xl.layout.side_book import side_book
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.place import column_letters
from perf_xl.model.review import Candidate, FollowUp, ReviewForm
from perf_xl.picture.blueprint import (
    Blueprint,
    CellDrawing,
    Choice,
    Drawable,
    Formula,
    Highlight,
    Limit,
    Link,
    SheetDrawing,
)
from perf_xl.picture.grid import Area

CHOICE, FOLLOW = "重点评价选取", "整改台账"
STATE_LIST, GRADE_LIST = "整改状态表", "评审等级表"
_SPARE = 10       # lines for what experts find
_NUMBER_CELL = "$C$3"
_CHOICE_COLUMNS = (
    Column("名次", 6, "table.centre"), Column("入选", 9, "table.centre"), Column("项目编码", 24), Column("项目名称", 36, "table.link"),
    Column("预算单位", 26), Column("预算数", 13, "table.amount"), Column("金额分", 9, "table.amount"),
    Column("风险分", 9, "table.amount"), Column("问题分", 9, "table.amount"), Column("合计", 9, "table.amount"), Column("理由", 56),
)
_FOLLOW_COLUMNS = (
    Column("序号", 6, "table.centre"), Column("项目名称", 28, "input.text"), Column("审核内容", 18, "input.text"),
    Column("级别", 9, "input.centre"), Column("问题", 42, "input.text"), Column("整改措施", 36, "input.text"),
    Column("责任人", 10, "input.centre"), Column("完成时限", 12, "input.date"), Column("整改状态", 11, "input.centre"),
    Column("完成日期", 12, "input.date"), Column("复核人", 10, "input.centre"), Column("位置", 20, "input.text"),
    Column("规则", 8, "input.centre"),
)
_STATE = 9
Bands = tuple[tuple[Decimal, Decimal], ...]


def review_book(candidates: Sequence[Candidate], forms: Sequence[ReviewForm], follow: Sequence[FollowUp], title: str,
                states: Sequence[str], grades: Sequence[str], experts: int, apart: int, bands: Bands) -> Blueprint:
    """`experts` columns of scores; `apart`: percent of an item's points beyond which scores are to be talked over;
    `bands`: points by the share of the money that larger projects hold."""
    taken = {CHOICE.casefold(), FOLLOW.casefold()}
    names = [safe_sheet_name(f"审{number}.{form.candidate.project.name.text}"[:24], taken) for number, form in enumerate(forms, 1)]
    sheets = [_choice(candidates, title, dict(zip((form.candidate.position for form in forms), names, strict=True)), bands),
              *(draw_form(form, name, GRADE_LIST, experts, apart) for form, name in zip(forms, names, strict=True)),
              _follow(follow, states)]
    return side_book(sheets, title, {STATE_LIST: states, GRADE_LIST: grades})


def _choice(candidates: Sequence[Candidate], title: str, sheets: dict[int, str], bands: Bands) -> SheetDrawing:
    last = max(FIRST_ROW + len(candidates) - 1, FIRST_ROW)
    rows = [_choice_row(each, FIRST_ROW + place, last, sheets, bands) for place, each in enumerate(candidates)]
    chosen = sum(each.chosen for each in candidates)
    above = (CellDrawing(3, 1, "入选个数", "page.label", (3, 2)), CellDrawing(3, 3, chosen, "page.input"),
             CellDrawing(3, 4, "可以改；名次和“入选”随之变化，审核表按生成时的入选项目。", "page.note", (3, 11)))
    drawn = draw_table(
        CHOICE, title, "金额单位：万元。金额分按排在前面的项目占全部预算的比重分档，风险分、问题分见理由；分值是惯例，不是规定。", _CHOICE_COLUMNS,
        rows, tab="C55A11", above=above, wrap_columns=(3, 4, 10))
    body = Area(FIRST_ROW, 1, last, len(_CHOICE_COLUMNS))
    cells = tuple(replace(cell, style="table.text") if cell.style == "table.link" and not isinstance(cell.value, Link) else cell
                  for cell in drawn.cells)
    return replace(drawn, cells=cells, heights=(*drawn.heights, (3, 22.0)), limits=(Limit(Area(3, 3, 3, 3), 0, 999, "不是个数", "请填要评价的项目个数。"),),
                   highlights=(Highlight(body, "mark.info", f'$B{FIRST_ROW}<>""'),))


def _choice_row(each: Candidate, row: int, last: int, sheets: dict[int, str], bands: Bands) -> list[Drawable | Formula | Link]:
    name, sheet = each.project.name.text, sheets.get(each.position)
    shares, points = (",".join(f"{value:f}" for value in values) for values in (
        [share / 100 for share, _ in bands], [given for _, given in bands]))
    budgets, totals = f"$F${FIRST_ROW}:$F${last}", f"$J${FIRST_ROW}:$J${last}"
    return [
        Formula(f"=RANK(J{row},{totals})+COUNTIF($J${FIRST_ROW}:J{row},J{row})-1", row - FIRST_ROW + 1),
        Formula(f'=IF(A{row}<={_NUMBER_CELL},"★ 入选","")', "★ 入选" if each.chosen else ""),
        each.project.code.text, Link(sheet, "A1", name) if sheet else name, each.project.unit_body.text or None, each.budget,
        Formula(f'=IF(OR(F{row}<=0,SUM({budgets})<=0),0,LOOKUP(SUMIF({budgets},">"&F{row})/SUMIF({budgets},">0"),'
                f"{{{shares}}},{{{points}}}))", each.amount_points),
        each.risk_points, each.finding_points, Formula(f"=SUM(G{row}:I{row})", each.points), "；".join(each.reasons),
    ]


def _follow(lines: Sequence[FollowUp], states: Sequence[str]) -> SheetDrawing:
    rows: list[list[Drawable]] = [
        [number, each.project_name, each.part, SHOWN[each.level], each.problem, each.measure, None, None, states[0], None, None,
         each.where or None, each.rule] for number, each in enumerate(lines, 1)]
    rows += [[len(lines) + spare, *[None] * 12] for spare in range(1, _SPARE + 1)]
    last = FIRST_ROW + len(rows) - 1
    area = f"${column_letters(_STATE)}${FIRST_ROW}:${column_letters(_STATE)}${last}"
    counted = '&"　"&'.join(f'"{state} "&COUNTIF({area},"{state}")' for state in states)
    shown = "　".join(f"{state} {0 if place else len(lines)}" for place, state in enumerate(states))
    above = (CellDrawing(3, 1, Formula(f"={counted}", shown), "page.label", (3, 6)),)
    drawn = draw_table(
        FOLLOW, FOLLOW, "预填了全部错误和入选项目的提醒；专家提出的问题填在末尾空行。逐条填责任人和时限，办完改状态。", _FOLLOW_COLUMNS, rows,
        tab="C00000", above=above, wrap_columns=(1, 4, 5, 11))
    done = f'OR($I{FIRST_ROW}="{states[2]}",$I{FIRST_ROW}="{states[3]}")'
    return replace(
        drawn, heights=(*drawn.heights, (3, 22.0)), choices=(Choice(Area(FIRST_ROW, _STATE, last, _STATE), STATE_LIST, "不在列表中", f"请选：{'、'.join(states)}。"),),
        highlights=(Highlight(Area(FIRST_ROW, 1, last, len(_FOLLOW_COLUMNS)), "mark.info", done),))
