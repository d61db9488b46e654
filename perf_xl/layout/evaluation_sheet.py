"""绩效自评: an overview of all projects, then one official form after the other, each a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from perf_xl.law.citation import citation
from perf_xl.law.marking import Marking
from perf_xl.layout import form
from perf_xl.layout.evaluation_block import Block, FormFigures, blank_figures, draw_block, typed_number
from perf_xl.layout.evaluation_formulas import grade_formula
from perf_xl.layout.measure import row_height
from perf_xl.model.department import Department
from perf_xl.model.evaluation import EvaluationSettings
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import (
    CellDrawing,
    Choice,
    Drawable,
    Formula,
    Highlight,
    Limit,
    Link,
    Print,
    SheetDrawing,
)
from perf_xl.picture.grid import Area

RULE_ROW, OVERVIEW_HEAD = 3, 4
_FIRST = OVERVIEW_HEAD + 1
_HEADS = ("序号", "项目名称", "", "全年预算数", "全年执行数", "执行率", "得分", "自评等级")
_NUMBERS_ROW = 4        # 评分规则's numbers, beside the overview
_RULES_COLUMN = 14      # the words of the drop-down, out of sight


class EvaluationFigures(Struct, frozen=True):
    """What the formulas of the sheet show: per project by position, and for the department."""

    forms: Mapping[int, FormFigures]
    whole: Decimal | None = None
    grade: str = ""


def draw_evaluation(department: Department, projects: Sequence[tuple[Project, str]], law: Marking,
                    figures: EvaluationFigures | None = None) -> SheetDrawing:
    """`projects` with the names of their sheets; without `figures` nothing is scored yet."""
    known = figures.forms if figures else {}
    forms = [known.get(position) or blank_figures(project, law) for position, (project, _) in enumerate(projects)]
    top = max(_FIRST + len(projects), _NUMBERS_ROW + len(form.EV_NUMBERS)) + 4
    blocks: list[Block] = []
    for (project, sheet), each in zip(projects, forms, strict=True):
        blocks.append(draw_block(project, sheet, top, department.year, department.name, law, each))
        top = blocks[-1].bottom + 2
    overview = _Overview(projects, forms, blocks, law, figures).cells()
    cells = (*overview, *_settings(law, department.evaluating), *(cell for block in blocks for cell in block.cells))
    last = blocks[-1].bottom if blocks else _FIRST
    starts = tuple(block.top - 1 for block in blocks)
    heights = [(1, 36.0), (2, row_height((_NOTE, 96), least=18)), (RULE_ROW, row_height((f'{law.title}；{law.note}', 77), least=24)), (OVERVIEW_HEAD, 26.0)]
    heights += [(_FIRST + index, row_height((project.name.text, 29), least=20)) for index, (project, _) in enumerate(projects)]
    heights += [height for block in blocks for height in block.heights]
    return SheetDrawing(
        name=form.EVALUATION, cells=cells, widths=(*form.EV_WIDTHS, (_RULES_COLUMN, 8.0)), heights=tuple(heights),
        names=((form.EV_LIST_RULES, Area(RULE_ROW, _RULES_COLUMN, RULE_ROW + len(form.EV_RULES) - 1, _RULES_COLUMN)),),
        choices=(Choice(Area(RULE_ROW, 2, RULE_ROW, 2), form.EV_LIST_RULES, "不在列表中", "请从下拉列表里选评分规则。"),),
        limits=tuple(_limits(blocks)), highlights=tuple(_highlights(blocks)), protect=True, tab="7030A0",
        print=Print(Area(1, 1, last, form.EV_LAST), breaks=starts, footer="— &P —"))


_NOTE = ("金额单位：万元。先导入支出，再逐页填“实际完成值”和“偏差原因”；数值型指标随填随算，文字型的按“绩效自评”（或运行 perf-xl evaluate）后得分。"
         "分值可改，合计应为 100 分；没有评的不是零分。右侧“核定得分”可以改定程序评分，“计算过程”写明每一步。")


_COVERED = 3            # the name takes two columns


def _merged(row: int, column: int) -> tuple[int, int] | None:
    return (row, _COVERED) if column == _COVERED - 1 else None


class _Overview:
    """The first page: one line per project, and the department."""

    def __init__(self, projects: Sequence[tuple[Project, str]], forms: Sequence[FormFigures], blocks: Sequence[Block],
                 law: Marking, figures: EvaluationFigures | None) -> None:
        self.projects, self.forms, self.blocks, self.law, self.figures = projects, forms, blocks, law, figures

    def cells(self) -> list[CellDrawing]:
        made = [CellDrawing(1, 1, "绩效自评", "page.title", (1, form.EV_LAST)), CellDrawing(2, 1, _NOTE, "page.note", (2, form.EV_LAST))]
        made += [CellDrawing(OVERVIEW_HEAD, column, text, "table.head", _merged(OVERVIEW_HEAD, column))
                 for column, text in enumerate(_HEADS, 1) if text]
        for index, ((project, _), each, block) in enumerate(zip(self.projects, self.forms, self.blocks, strict=True)):
            row = _FIRST + index
            made += [CellDrawing(row, column, value, style, _merged(row, column)) for column, (value, style) in enumerate(
                self._line(row, index, project, each, block), 1) if column != _COVERED]
        return [*made, *self._whole()]

    def _line(self, row: int, index: int, project: Project, each: FormFigures, block: Block) -> list[tuple[Drawable | Formula | Link, str]]:
        fund = block.fund_row
        rate = each.executed / each.budget if each.budget and each.executed is not None else ""
        return [
            (Link(form.EVALUATION, f"A{block.top}", f"{index + 1}", "到这个项目的自评表"), "table.link"),
            (project.name.text, "table.text"), ("", ""),
            (Formula(f'=IF(ISNUMBER(D{fund}),D{fund},"")', _or_blank(each.budget)), "table.amount"),
            (Formula(f'=IF(ISNUMBER(E{fund}),E{fund},"")', _or_blank(each.executed)), "table.amount"),
            (Formula(f'=IF(OR(N(D{row})<=0,NOT(ISNUMBER(E{row}))),"",E{row}/D{row})', rate), "table.percent"),
            (Formula(f"=G{block.total_row}", form.EV_NOT_DONE if each.total is None else each.total), "eval.points"),
            (Formula(grade_formula(self.law, f"G{row}"), each.grade), "table.centre"),
        ]

    def _whole(self) -> list[CellDrawing]:
        first, last = _FIRST, _FIRST + len(self.projects) - 1
        row = last + 1
        if not self.projects:
            return []
        budget, executed = (sum((value for each in self.forms if (value := getattr(each, name)) is not None), Decimal(0))
                            for name in ("budget", "executed"))
        whole = (f'=IF(COUNT(G{first}:G{last})=0,"",IF(SUMIF(G{first}:G{last},">=0",D{first}:D{last})=0,"",'
                 f"ROUND(SUMPRODUCT(D{first}:D{last},G{first}:G{last})/SUMIF(G{first}:G{last},\">=0\",D{first}:D{last}),2)))")
        known = self.figures
        texts: list[tuple[Drawable | Formula, str]] = [
            ("合计", "total.text"), ("部门整体（已评项目按金额加权）", "total.text"), ("", ""),
            (Formula(f"=SUM(D{first}:D{last})", budget), "total.amount"), (Formula(f"=SUM(E{first}:E{last})", executed), "total.amount"),
            (Formula(f'=IF(OR(D{row}=0,COUNT(E{first}:E{last})=0),"",E{row}/D{row})',
                     executed / budget if budget and any(each.executed is not None for each in self.forms) else ""), "total.percent"),
            (Formula(whole, _or_blank(known.whole if known else None)), "eval.total"),
            (Formula(grade_formula(self.law, f"G{row}"), known.grade if known else ""), "total.text"),
        ]
        return [CellDrawing(row, column, value, style, _merged(row, column))
                for column, (value, style) in enumerate(texts, 1) if column != _COVERED]


def _settings(law: Marking, held: EvaluationSettings) -> list[CellDrawing]:
    """评分规则 in force, its numbers and where they come from. The numbers count where the rule is 自定."""
    shown = next((word for word, key in form.EV_RULES.items() if key == law.profile), law.profile)
    cells = [CellDrawing(RULE_ROW, 1, form.EV_RULE_LABEL, "page.label"), CellDrawing(RULE_ROW, 2, shown, "input.centre"),
             CellDrawing(RULE_ROW, 3, f"{law.title}；{law.note}", "page.note", (RULE_ROW, form.EV_LAST)),
             CellDrawing(RULE_ROW, form.EV_ISSUE, "评分规则的数字（改数字时，先把评分规则改为“自定”）", "aside.head"),
             CellDrawing(RULE_ROW, form.EV_BY_HAND, "数值", "aside.head"), CellDrawing(RULE_ROW, form.EV_STEPS, "来源", "aside.head")]
    typed = dict(held.numbers) if law.profile == "custom" else {}
    values = numbers_of(law)
    source = citation(law.basis)
    for row, (key, label) in enumerate(form.EV_NUMBERS, _NUMBERS_ROW):
        value = typed_number(typed[key]) if key in typed and not typed[key].is_blank else values.get(key)
        cells += [CellDrawing(row, form.EV_ISSUE, label, "issue"), CellDrawing(row, form.EV_BY_HAND, value, "input.centre"),
                  CellDrawing(row, form.EV_STEPS, f"{source.short}（{_TRUST[law.trust]}）" if value is not None else None, "issue")]
    cells += [CellDrawing(RULE_ROW + index, _RULES_COLUMN, word, "hint") for index, word in enumerate(form.EV_RULES)]
    return cells


_TRUST = {"read": "读过原文或摘要", "cited": "未见原文，按引用", "practice": "惯例"}


def numbers_of(law: Marking) -> dict[str, Decimal]:
    """The numbers of a rule by their keys in 设置."""
    return {"execution": law.execution, "pass_percent": law.pass_percent, "over_percent": law.over_percent,
            "explain_execution": law.explain_execution, **dict(law.shares), **dict(law.grades)}


def _limits(blocks: Sequence[Block]) -> list[Limit]:
    made = []
    for block in blocks:
        first, last = block.inputs
        made += [Limit(Area(first, column, last, column), 0, 100, "不是分数", "请填 0 到 100 之间的数。")
                 for column in (form.EV_WEIGHT, form.EV_BY_HAND)]
    return made


def _highlights(blocks: Sequence[Block]) -> list[Highlight]:
    """A sum of weights that is not 100, and actual values still missing once the form was begun."""
    made = []
    for block in blocks:
        first, last, row = *block.inputs, block.total_row
        made += [Highlight(Area(row, 6, row, 6), "mark.warning", f"ROUND($F{row},2)<>100"),
                 Highlight(Area(first, 5, last, 5), "hint.missing",
                           f'AND(COUNTA($E${first}:$E${last})>0,LEN($E{first})=0,LEN($C{first})>0)')]
    return made


def _or_blank(value: Decimal | None) -> Drawable:
    return "" if value is None else value

