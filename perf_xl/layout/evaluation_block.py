"""Draws one 项目支出绩效自评表, as the official form has it: a page of A4, with the steps of each score beside it."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from perf_xl.law.frame import is_satisfaction
from perf_xl.law.marking import Marking, proposed_weights
from perf_xl.layout import form, ledger_sheet
from perf_xl.layout.evaluation_formulas import execution_formula, grade_formula, points_formula, total_formula
from perf_xl.layout.measure import row_height
from perf_xl.layout.sheet_name import quoted
from perf_xl.model.amount import Amount
from perf_xl.model.entry import Entry
from perf_xl.model.evaluation import Outcome, SelfEvaluation
from perf_xl.model.indicator import Indicator
from perf_xl.model.number import plain_text, read_number
from perf_xl.model.place import cell_name, column_letters
from perf_xl.model.project import Project
from perf_xl.model.target import Target, TargetKind
from perf_xl.picture.blueprint import CellDrawing, Drawable, Formula

_WIDTH = dict(form.EV_WIDTHS)
_TOP = 11               # rows of a block above its indicators


class FormFigures(Struct, frozen=True):
    """What the formulas of one form show, and the steps beside them. Money in 万元; None: not known, not scored."""

    initial: Decimal | None = None
    budget: Decimal | None = None
    executed: Decimal | None = None
    execution: Decimal | None = None
    execution_steps: str = ""
    weights: tuple[Decimal, ...] = ()
    computed: tuple[Decimal | None, ...] = ()
    points: tuple[Decimal | None, ...] = ()
    steps: tuple[str, ...] = ()
    total: Decimal | None = None
    grade: str = ""


class Block(Struct, frozen=True):
    """A drawn form: where it begins and ends, and the cells that the overview looks at."""

    top: int
    bottom: int
    total_row: int
    fund_row: int
    cells: tuple[CellDrawing, ...]
    heights: tuple[tuple[int, float], ...]
    inputs: tuple[int, int]      # first and last indicator row


def draw_block(project: Project, sheet: str, top: int, year: int | None, department: str, law: Marking,
               figures: FormFigures | None = None) -> Block:
    """`sheet` is the name of the project's own sheet, `top` the row at which the form begins."""
    return _BlockDrawing(project, sheet, top, year, department, law, figures or blank_figures(project, law)).block()


def blank_figures(project: Project, law: Marking) -> FormFigures:
    """Before anything was evaluated: the proposed weights and the budget, nothing scored."""
    count = len(project.indicators)
    weights = proposed_weights(law, [(each.level1.text, each.level2.text) for each in project.indicators])
    budget = None if project.budget.fen is None else Decimal(project.budget.fen) / 1_000_000
    return FormFigures(budget, budget, weights=weights, computed=(None,) * count, points=(None,) * count, steps=("",) * count)


class _BlockDrawing:
    """Collects the cells of one form from top to bottom."""

    def __init__(self, project: Project, sheet: str, top: int, year: int | None, department: str, law: Marking,
                 figures: FormFigures) -> None:
        self.project, self.sheet, self.top, self.law, self.figures = project, quoted(sheet), top, law, figures
        self.year, self.department = year, department
        self.held = project.evaluation or SelfEvaluation()
        self.cells: list[CellDrawing] = []
        self.heights: list[tuple[int, float]] = []

    def block(self) -> Block:
        top = self.top
        self._head()
        self._funds(top + 4)
        self._goals(top + 9)
        first = top + _TOP + 1
        last = self._indicators(first - 1)
        self._foot(first, last)
        return Block(top, last + 2, last + 1, top + 5, tuple(self.cells), tuple(self.heights), (first, last))

    def _put(self, row: int, column: int, value: Drawable | Formula, style: str, to: tuple[int, int] | None = None) -> None:
        self.cells.append(CellDrawing(row, column, value, style, to))

    def _height(self, row: int, *texts: tuple[str, float], least: float = 20.0) -> None:
        self.heights.append((row, row_height(*texts, ("", 10.0), least=least)))

    def _head(self) -> None:
        top, project = self.top, self.project
        self._put(top, 1, form.EVALUATION_TITLE, "eval.title", (top, form.EV_LAST))
        self._put(top + 1, 1, f"（{self.year}年度）" if self.year else "（    年度）", "page.note.centre", (top + 1, form.EV_LAST))
        self._label(top + 2, form.NAME_LABEL, self._linked(project.name, form.CODE_ROW, 5), form.CODE_LABEL,
                    self._linked(project.code, form.CODE_ROW, 2))
        self._label(top + 3, "主管部门", self.department or None, "实施单位", self._linked(project.unit_body, form.UNIT_ROW, 1))
        self.heights += [(top, 32.0), (top + 1, 20.0)]
        self._height(top + 2, (project.name.text, 41), least=24)
        self._height(top + 3, (project.unit_body.text, 36), (self.department, 41), least=24)

    def _label(self, row: int, left: str, value: Drawable | Formula, right: str, other: Drawable | Formula) -> None:
        self._put(row, 1, left, "label")
        self._put(row, 2, value, "table.centre", (row, 4))
        self._put(row, 5, right, "label")
        self._put(row, 6, other, "table.centre", (row, form.EV_LAST))

    def _linked(self, entry: Entry, row: int, column: int) -> Formula:
        """What the project's own sheet says; blank as long as that is blank. `row` and `column` are the template's."""
        spot = self._spot(entry, row, column)
        return Formula(f'=IF({spot}="","",{spot})', entry.text)

    def _spot(self, entry: Entry, row: int, column: int) -> str:
        """The cell on the project's sheet: where it was read, else where the template has it."""
        place = entry.place
        if place.row and quoted(place.sheet) == self.sheet:
            row, column = place.row, place.column
        return f"{self.sheet}!${column_letters(column)}${row}"

    def _funds(self, row: int) -> None:
        figures, held = self.figures, self.held.funds
        self._put(row, 1, form.EV_FUNDS_LABEL, "label", (row + 4, 1))
        self._put(row, 2, None, "label")
        for column, text in form.EV_FUND_HEADS:
            self._put(row, column, text, "head")
        for offset, label in enumerate(form.EV_FUND_ROWS, 1):
            self._put(row + offset, 2, label, "label")
            self.heights.append((row + offset, 32.0 if offset <= 2 else 22.0))
        total, fiscal, carried, other = range(row + 1, row + 5)
        self._money(total, 3, held[0].initial, Formula(self._budget(), figures.initial if figures.initial is not None else ""))
        self._money(total, 4, held[0].budget, Formula(f"=C{total}+{self._ledger(ledger_sheet.ADJUSTED)}/10000",
                                                      figures.budget if figures.budget is not None else ""))
        months = f"{quoted(form.LEDGER)}!$D$5:$O$2000"
        self._money(total, 5, held[0].executed, Formula(
            f'=IF(COUNT({months})=0,"",{self._ledger(ledger_sheet.TOTAL)}/10000)',
            "" if figures.executed is None else figures.executed))
        for column, name in ((3, "initial"), (4, "budget"), (5, "executed")):
            letter = column_letters(column)
            rest = f'=IF(ISNUMBER({letter}{total}),{letter}{total}-N({letter}{carried})-N({letter}{other}),"")'
            self._money(fiscal, column, getattr(held[1], name), Formula(rest, self._rest(name, held[2:])))
            self._money(carried, column, getattr(held[2], name), None)
            self._money(other, column, getattr(held[3], name), self._other() if name == "initial" else None)
        self._rates(row, total)

    def _money(self, row: int, column: int, typed: Amount, formula: Formula | None) -> None:
        """What somebody typed stays; else the formula."""
        value: Drawable | Formula = formula
        if not typed.is_blank:
            value = typed.value if typed.value is not None else typed.entry.text
        self._put(row, column, value, "input.amount")

    def _rest(self, name: str, others: tuple[object, ...]) -> Drawable:
        whole = getattr(self.figures, name)
        if whole is None:
            return ""
        given = sum((getattr(each, name).value or Decimal(0) for each in others), Decimal(0))
        if name == "initial" and getattr(others[1], name).is_blank:
            given += (self.project.other.value or Decimal(0)) * self.project.money_unit.fen / 1_000_000
        return Decimal(whole - given)

    def _rates(self, row: int, total: int) -> None:
        figures = self.figures
        for each in range(row + 1, row + 5):
            rate = figures.executed / figures.budget if each == total and figures.budget and figures.executed is not None else ""
            self._put(each, 7, Formula(f'=IF(OR(N(D{each})<=0,NOT(ISNUMBER(E{each}))),"",E{each}/D{each})', rate), "table.percent")
            if each != total:
                self._put(each, 6, "—", "table.centre")
                self._put(each, 8, "—", "table.centre")
        self._put(total, 6, self.law.execution, "eval.points")
        self._put(total, 8, Formula(execution_formula(self.law, total, f"$K${total}"), _or_blank(figures.execution)), "eval.points")
        self._put(row, form.EV_ISSUE, form.ISSUE_LABEL, "aside.head")
        self._put(row, form.EV_BY_HAND, form.EV_FINISHED_LABEL, "aside.head", (row, form.EV_COMPUTED))
        self._put(row, form.EV_STEPS, "计算过程", "aside.head")
        self._put(total, form.EV_ISSUE, None, "issue")
        self._put(total, form.EV_BY_HAND, self.held.finished.text or None, "waiver", (total, form.EV_COMPUTED))
        self._put(total, form.EV_STEPS, figures.execution_steps or None, "issue")
        self.heights.append((row, 32.0))

    def _budget(self) -> str:
        spot = self._spot(self.project.budget.entry, form.AMOUNT_ROW, 3)
        return f"=N({spot}){'' if self.project.money_unit.fen == 1_000_000 else '/10000'}"

    def _other(self) -> Formula | None:
        """其他资金 of the project's table; blank there is none."""
        spot = self._spot(self.project.other.entry, form.AMOUNT_ROW, 7)
        scale = "" if self.project.money_unit.fen == 1_000_000 else "/10000"
        value = self.project.other.value
        return Formula(f'=IF({spot}="","",N({spot}){scale})', "" if value is None else value * self.project.money_unit.fen / 1_000_000)

    def _ledger(self, column: int) -> str:
        ledger, letter = quoted(form.LEDGER), column_letters(column)
        return f"SUMIF({ledger}!$A$5:$A$2000,$F${self.top + 2},{ledger}!${letter}$5:${letter}$2000)"

    def _goals(self, row: int) -> None:
        goal, achieved = self.project.goal_text.text, self.held.achieved.text
        self._put(row, 1, form.EV_GOALS_LABEL, "label", (row + 1, 1))
        self._put(row, 2, form.EV_EXPECTED_LABEL, "label", (row, 4))
        self._put(row, 5, form.EV_ACHIEVED_LABEL, "label", (row, form.EV_LAST))
        self._put(row + 1, 2, self._linked(self.project.goal_text, form.GOAL_ROW, 2), "table.text", (row + 1, 4))
        self._put(row + 1, 5, achieved or None, "input.text", (row + 1, form.EV_LAST))
        self.heights.append((row, 22.0))
        self._height(row + 1, (goal, 41), (achieved, 48), least=48)

    def _indicators(self, header: int) -> int:
        """Draws header and rows; returns the last row. A table without indicators keeps one blank row."""
        for column, text in form.EV_HEADS:
            self._put(header, column, text, "head")
        for column, text in form.EV_ASIDE_HEADS:
            self._put(header, column, text, "aside.head")
        self.heights.append((header, 24.0))
        rows = self.project.indicators
        for offset, indicator in enumerate(rows):
            outcome = self.held.outcomes[offset] if offset < len(self.held.outcomes) else Outcome()
            self._row(header + 1 + offset, offset, indicator, outcome)
        if not rows:
            for column, _ in (*form.EV_HEADS, *form.EV_ASIDE_HEADS):
                self._put(header + 1, column, None, "input.text")
        return header + max(len(rows), 1)

    def _row(self, row: int, index: int, indicator: Indicator, outcome: Outcome) -> None:
        figures, law = self.figures, self.law
        texts = (indicator.level1.text, indicator.level2.text, indicator.level3.text, indicator.value.text)
        for column, entry, text in zip((1, 2, 3, 4), (indicator.level1, indicator.level2, indicator.level3, indicator.value),
                                       texts, strict=True):
            place = entry.place
            own = place.sheet and place.row and quoted(place.sheet) == self.sheet
            value: Drawable | Formula = Formula(f"={self.sheet}!{cell_name(place.row, place.column)}&\"\"", text) if own else text
            self._put(row, column, value, "table.centre")
        stored, style = stored_actual(outcome.actual, indicator.target)
        self._put(row, form.EV_ACTUAL, stored, style)
        weight: Drawable | Formula = typed_number(outcome.weight)
        proposed = figures.weights[index]
        self._put(row, form.EV_WEIGHT, weight if not outcome.weight.is_blank else Formula(f"={plain_text(proposed)}", proposed),
                  "eval.points.input")
        computed = figures.computed[index]
        by_hand, program = f"K{row}", f"L{row}"
        self._put(row, form.EV_POINTS, Formula(f"=IF(ISNUMBER({by_hand}),ROUND(MAX(0,MIN({by_hand},F{row})),2),{program})",
                                               _or_blank(figures.points[index])), "eval.points")
        self._put(row, form.EV_REASON, outcome.reason.text or None, "input.text")
        self._put(row, form.EV_ISSUE, None, "issue")
        self._put(row, form.EV_BY_HAND, typed_number(outcome.by_hand), "eval.points.input")
        formula = points_formula(indicator.target, law, row, satisfaction=is_satisfaction(texts[0], texts[1]),
                                 actual=outcome.actual.text, computed=computed)
        self._put(row, form.EV_COMPUTED, Formula(formula, _or_blank(computed)), "eval.points")
        self._put(row, form.EV_STEPS, figures.steps[index] or None, "issue")
        self._height(row, *((text, _WIDTH[column]) for column, text in zip((1, 2, 3, 4), texts, strict=True)),
                     (outcome.actual.text, _WIDTH[5]), (outcome.reason.text, _WIDTH[8]), (figures.steps[index], 76.0), least=30)

    def _foot(self, first: int, last: int) -> None:
        figures, row = self.figures, last + 1
        self._put(row, 1, form.EV_TOTAL_LABEL, "head", (row, 5))
        fund = self.top + 5
        weights = sum(figures.weights, self.law.execution)
        self._put(row, 6, Formula(f"=SUM(F{first}:F{last})+F{fund}", weights), "eval.points")
        self._put(row, 7, Formula(total_formula(self.law, first, last, fund),
                                  form.EV_NOT_DONE if figures.total is None else figures.total), "eval.points")
        grade = grade_formula(self.law, f"G{row}")[1:]
        self._put(row, 8, Formula(f'="自评等级："&{grade}', f"自评等级：{figures.grade}"), "table.centre")
        self._put(row, form.EV_ISSUE, None, "issue")
        self._put(row + 1, 1, form.EV_EXECUTION_REASON_LABEL, "label")
        self._put(row + 1, 2, self.held.execution_reason.text or None, "input.text", (row + 1, 4))
        self._put(row + 1, 5, form.EV_ATTACHMENTS_LABEL, "label")
        self._put(row + 1, 6, self.held.attachments.text or None, "input.text", (row + 1, form.EV_LAST))
        self.heights.append((row, 24.0))
        self._height(row + 1, (self.held.execution_reason.text, 41), (self.held.attachments.text, 36), least=30)


def _or_blank(value: Decimal | None) -> Drawable:
    return "" if value is None else value


def typed_number(entry: Entry) -> Drawable:
    """A number where the text is one, else the text as it stood."""
    read = read_number(entry.text) if entry.text else None
    return read.value if read and read.value is not None and not read.rest and read.tidy else entry.text or None


def stored_actual(actual: Entry, target: Target) -> tuple[Drawable, str]:
    """Value and style of 实际完成值: what a number is stays one, percent is stored as Excel stores it."""
    percent = target.kind in (TargetKind.NUMBER, TargetKind.RANGE) and target.measure.usual == "%"
    style = "eval.percent" if percent else "input.centre"
    read = read_number(actual.text) if actual.text else None
    if read is None or read.value is None or target.kind not in (TargetKind.NUMBER, TargetKind.RANGE):
        return actual.text or None, style
    if percent and read.rest == "%" and f"{plain_text(read.value)}%" == actual.text:
        return read.value / 100, style
    if not percent and not read.rest and plain_text(read.value) == actual.text:
        return read.value, style
    return actual.text, style
