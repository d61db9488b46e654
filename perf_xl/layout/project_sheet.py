"""Draws the official table of one project, exactly as published, with 问题 and 例外说明 beside it."""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.layout import form
from perf_xl.layout.measure import row_height, split_height
from perf_xl.model.amount import Amount
from perf_xl.model.indicator import Waiver
from perf_xl.model.number import plain_text
from perf_xl.model.period import NODES
from perf_xl.model.plan import PlanStep
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import (
    CellDrawing,
    Choice,
    Drawable,
    Formula,
    Highlight,
    Limit,
    Print,
    SheetDrawing,
)
from perf_xl.picture.grid import Area

_WIDTH = dict(form.WIDTHS)
_FIELD_COLUMNS = (form.LEVEL1, form.LEVEL2, form.LEVEL3, form.DESCRIPTION, form.VALUE, form.EVIDENCE)


def draw_project(project: Project, sheet_name: str, no: int, skeleton: tuple[tuple[str, str], ...] = ()) -> SheetDrawing:
    """The sheet of a project. `skeleton` gives (一级指标, 二级指标) rows to be filled, for a blank template."""
    return _ProjectDrawing(project, sheet_name, no, skeleton).sheet()


def stored_amount(amount: Amount) -> Drawable:
    """A number where the text is one and prints the same; otherwise the text as it stood."""
    if amount.value is None:
        return amount.entry.text or None
    return amount.value if plain_text(amount.value, 2) == amount.entry.text or amount.tidy else amount.entry.text


def stored_percent(step: PlanStep) -> Drawable:
    """25 percent is stored as 0.25 and shown as 25%: what Excel makes of `25%` typed by hand."""
    if step.percent is None:
        return step.entry.text or None
    return step.percent / 100 if step.tidy else step.entry.text


class _ProjectDrawing:
    """Collects the cells of one sheet from top to bottom."""

    def __init__(self, project: Project, name: str, no: int, skeleton: tuple[tuple[str, str], ...]) -> None:
        self.project, self.name, self.no, self.skeleton = project, name, no, skeleton
        self.cells: list[CellDrawing] = []
        self.heights: dict[int, float] = {}
        self.names: list[tuple[str, Area]] = []

    def sheet(self) -> SheetDrawing:
        self._head()
        header = self._goal() + 1
        last = self._indicators(header)
        closing = last + 1
        self.heights[closing] = 4.5
        self.cells += [CellDrawing(closing, form.LEVEL1, None, "closing", (closing, form.LAST)),
                       CellDrawing(closing, form.ISSUE, "（指标行不够时，选中上面任一指标行，插入行即可）", "hint")]
        self.names.append((form.NAME_TABLE, Area(header, 1, closing, form.LAST)))
        rows = Area(header + 1, 1, closing, form.LAST)
        return SheetDrawing(
            name=self.name, cells=tuple(self.cells), widths=self._widths(), heights=tuple(self.heights.items()),
            names=tuple(self.names), choices=tuple(self._choices(rows)), limits=tuple(self._limits()),
            highlights=self._highlights(header, closing),
            filter=Area(header, form.ISSUE, last, form.WAIVER_UNTIL), freeze=(header + 1, 1) if header < 12 else None,
            protect=True, tab="FFFFFF",
            print=Print(Area(1, 1, closing, form.LAST), repeat_rows=(header, header), footer="— &P —"),
        )

    @property
    def _has_last_year(self) -> bool:
        return not self.project.last_budget.is_blank or any(
            each.last_target.text or each.last_actual.text for each in self.project.indicators)

    def _widths(self) -> tuple[tuple[int, float], ...]:
        return (*form.WIDTHS, *form.LAST_WIDTHS) if self._has_last_year else form.WIDTHS

    def _put(self, row: int, column: int, value: Drawable | Formula, style: str, to: tuple[int, int] | None = None,
             name: str = "") -> None:
        self.cells.append(CellDrawing(row, column, value, style, to))
        if name:
            self.names.append((name, Area(row, column, *(to or (row, column)))))

    def _head(self) -> None:
        project, last = self.project, form.LAST
        self._put(form.TITLE_ROW, 1, self._title(), "title", (form.TITLE_ROW, last), form.NAME_TITLE)
        self.heights[form.TITLE_ROW] = row_height((self._title_text(), 60), least=34)
        self._put(form.UNIT_ROW, 1, project.unit_body.text or None, "unit.left", (form.UNIT_ROW, 4), form.NAME_UNIT_BODY)
        self._put(form.UNIT_ROW, 5, project.amount_unit.text or "单位：万元", "unit.right", (form.UNIT_ROW, last),
                  form.NAME_AMOUNT_UNIT)
        self._put(form.CODE_ROW, 1, form.CODE_LABEL, "label")
        self._put(form.CODE_ROW, 2, project.code.text or None, "code", (form.CODE_ROW, 3), form.NAME_CODE)
        self._put(form.CODE_ROW, 4, form.NAME_LABEL, "label")
        self._put(form.CODE_ROW, 5, project.name.text or None, "cell", (form.CODE_ROW, last), form.NAME_NAME)
        self.heights[form.CODE_ROW] = row_height((project.name.text, self._span(5, last)), least=32)
        self._amounts()
        self._plan()
        self._beside()

    def _title_text(self) -> str:
        return self.project.title.text or f"{self.no}.{self.project.name.text}绩效目标表"

    def _title(self) -> Drawable | Formula:
        """A blank sheet names itself after its project as soon as that is filled in."""
        if self.project.title.text or self.project.name.text:
            return self._title_text()
        return Formula(f'="{self.no}."&$E${form.CODE_ROW}&"绩效目标表"', f"{self.no}.绩效目标表")

    def _amounts(self) -> None:
        project, row = self.project, form.AMOUNT_ROW
        self._put(row, 1, form.SCALE_LABEL, "label", (form.PURPOSE_ROW, 1))
        for column, label, amount, name in ((2, form.BUDGET_LABEL, project.budget, form.NAME_BUDGET),
                                            (4, form.FISCAL_LABEL, project.fiscal, form.NAME_FISCAL),
                                            (6, form.OTHER_LABEL, project.other, form.NAME_OTHER)):
            self._put(row, column, label, "label")
            self._put(row, column + 1, stored_amount(amount), "amount", name=name)
        self._put(form.PURPOSE_ROW, 2, project.purpose.text or None, "cell.left", (form.PURPOSE_ROW, form.LAST),
                  form.NAME_PURPOSE)
        if self._has_last_year:
            self._put(row, form.LAST_TARGET, form.LAST_BUDGET_LABEL, "aside.head")
            self._put(row, form.LAST_ACTUAL, stored_amount(project.last_budget), "last.amount")
        self.heights[row] = 32
        self.heights[form.PURPOSE_ROW] = row_height((project.purpose.text, self._span(2, form.LAST)), least=32)

    def _plan(self) -> None:
        row = form.PLAN_ROW
        self._put(row, 1, form.PLAN_LABEL, "label", (form.PLAN_VALUES_ROW, 1))
        for node in NODES:
            first, last = form.NODE_COLUMNS[node]
            wide = last > first
            self._put(row, first, form.NODE_LABELS[node], "label", (row, last) if wide else None)
            step = self.project.plan.at(node)
            style = "percent" if step.percent is None or step.percent == step.percent.to_integral() else "percent1"
            self._put(form.PLAN_VALUES_ROW, first, stored_percent(step), style,
                      (form.PLAN_VALUES_ROW, last) if wide else None, form.NAME_PLAN[node])
        self.heights |= {row: 24.0, form.PLAN_VALUES_ROW: 24.0}

    def _goal(self) -> int:
        """Draws the goals over as many rows as they need; returns the last of them."""
        text = self.project.goal_text.text
        heights = split_height(text, self._span(2, form.LAST), 60.0)
        last = form.GOAL_ROW + len(heights) - 1
        down = last > form.GOAL_ROW
        self._put(form.GOAL_ROW, 1, form.GOAL_LABEL, "label", (last, 1) if down else None)
        self._put(form.GOAL_ROW, 2, text or None, "cell.left", (last, form.LAST), form.NAME_GOAL)
        self.heights |= {form.GOAL_ROW + index: height for index, height in enumerate(heights)}
        return last

    def _beside(self) -> None:
        self._put(form.TITLE_ROW, form.ISSUE, form.ISSUE_LABEL, "aside.head")
        for column, label in form.WAIVER_LABELS:
            self._put(form.TITLE_ROW, column, label, "aside.head")
        waivers = {each.reason.place.row: each for each in self.project.row_waivers}
        for row in (form.UNIT_ROW, form.CODE_ROW, form.AMOUNT_ROW, form.PURPOSE_ROW, form.PLAN_VALUES_ROW, form.GOAL_ROW):
            waiver = self.project.waiver if row == form.UNIT_ROW else waivers.get(row, Waiver())
            self._aside(row, waiver)

    def _aside(self, row: int, waiver: Waiver) -> None:
        self._put(row, form.ISSUE, None, "issue")
        for column, entry, style in ((form.WAIVER, waiver.reason, "waiver"), (form.WAIVER_NAME, waiver.name, "waiver"),
                                     (form.WAIVER_UNTIL, waiver.until, "waiver.date")):
            self._put(row, column, entry.text or None, style)

    def _indicators(self, header: int) -> int:
        """Draws header and rows; returns the last row."""
        for column, label in form.HEADER_LABELS:
            self._put(header, column, label, "head", (header, 2) if column == form.LEVEL1 else None)
        for column, label in ((form.ISSUE, form.ISSUE_LABEL), *form.WAIVER_LABELS, *form.AID_LABELS):
            self._put(header, column, label, "aside.head")
        self.heights[header] = 26
        rows = tuple(self._rows())
        first = header + 1
        for offset, cells in enumerate(rows):
            self._row(first + offset, cells)
        if self._has_last_year:
            self._last_year(header)
        self._blocks(first, [level1 for level1, *_ in rows], form.LEVEL1, form.LEVEL1_END)
        self._blocks(first, [cells[1] for cells in rows], form.LEVEL2, form.LEVEL2)
        return header + len(rows)

    def _rows(self) -> Iterator[tuple[str | None, str | None, str, str, str, str, Waiver]]:
        """Texts of each row; None for a level that the block above already prints."""
        for each in self.project.indicators:
            yield (each.level1.text if each.printed_level1 else None, each.level2.text if each.printed_level2 else None,
                   each.level3.text, each.description.text, each.value.text, each.evidence.text, each.waiver)
        previous = None
        for level1, level2 in self.skeleton if not self.project.indicators else ():
            yield (None if level1 == previous else level1, level2, "", "", "", "", Waiver())
            previous = level1

    def _row(self, row: int, cells: tuple[str | None, str | None, str, str, str, str, Waiver]) -> None:
        *texts, waiver = cells
        for column, text in zip(_FIELD_COLUMNS[2:], texts[2:], strict=True):
            value: Drawable | Formula = text or None
            if column == form.VALUE and not self.project.indicators:
                value = Formula(f'=IF($N{row}="","",$M{row}&$N{row}&$O{row})', "")
            self._put(row, column, value, "cell")
        self._aside(row, waiver)
        for column, style in ((form.SIGN, "aid"), (form.NUMBER, "aid"), (form.MEASURE, "aid")):
            self._put(row, column, None, style)
        self.heights[row] = row_height(*((str(text), _WIDTH[column]) for column, text in
                                         zip(_FIELD_COLUMNS, texts, strict=True) if text), ("", 10), least=30)

    def _last_year(self, header: int) -> None:
        """What last year's table asked for and what was reached, beside each row."""
        for column, label in form.LAST_LABELS:
            self._put(header, column, label, "aside.head")
        for row, each in enumerate(self.project.indicators, header + 1):
            self._put(row, form.LAST_TARGET, each.last_target.text or None, "last")
            self._put(row, form.LAST_ACTUAL, each.last_actual.text or None, "last.actual")

    def _blocks(self, first: int, texts: list[str | None], left: int, right: int) -> None:
        """One cell per block: a text and the rows below it that print none."""
        starts = [index for index, text in enumerate(texts) if text is not None or index == 0]
        for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
            corner = (first + end - 1, right)
            merged = corner if corner != (first + start, left) else None
            self._put(first + start, left, texts[start] or None, "cell", merged)

    def _choices(self, rows: Area) -> Iterator[Choice]:
        refused = "请从下拉列表中选择；确需其他写法的，先在“填报说明”里查对。"
        for column, source, strict in ((form.LEVEL1, form.LIST_LEVEL1, True), (form.LEVEL2, form.LIST_LEVEL2, True),
                                       (form.EVIDENCE, form.LIST_EVIDENCE, False), (form.SIGN, form.LIST_SIGNS, True),
                                       (form.MEASURE, form.LIST_MEASURES, False)):
            right = form.LEVEL1_END if column == form.LEVEL1 else column
            yield Choice(Area(rows.top, column, rows.bottom, right), source, "不在列表中", refused, strict)
        offered = f'INDIRECT("{form.LIST_OFFERED}"&$C{rows.top})'      # by the row's own 二级指标
        yield Choice(Area(rows.top, form.LEVEL3, rows.bottom, form.LEVEL3), offered, "", "", open=True)

    def _limits(self) -> Iterator[Limit]:
        row = form.AMOUNT_ROW
        for column in (3, 5, 7):
            yield Limit(Area(row, column, row, column), 0, None, "不是金额", "请只填数字，单位见表头；不要写“万”“元”等字。")
        for node in NODES:
            first, last = form.NODE_COLUMNS[node]
            yield Limit(Area(form.PLAN_VALUES_ROW, first, form.PLAN_VALUES_ROW, last), 0, 1, "不是百分比",
                        "请填 0% 到 100% 之间的累计支出比例，例如 25%。")

    def _highlights(self, header: int, closing: int) -> tuple[Highlight, ...]:
        """A value whose row has a name but no value yet shows a hint of yellow while typing."""
        rows = Area(header + 1, form.VALUE, closing - 1, form.VALUE)
        return (Highlight(rows, "hint.missing", f'AND($D{header + 1}<>"",LEN($F{header + 1})=0)'),)

    @staticmethod
    def _span(first: int, last: int) -> float:
        return sum(_WIDTH[column] for column in range(first, last + 1))
