"""审核表 of one project: what the rules found per item, scores of several experts, mean and spread, the person's grade."""

from __future__ import annotations

from itertools import groupby

from perf_xl.layout.measure import row_height
from perf_xl.model.place import column_letters
from perf_xl.model.review import ReviewForm
from perf_xl.picture.blueprint import CellDrawing, Choice, Drawable, Formula, Highlight, Limit, Print, SheetDrawing
from perf_xl.picture.grid import Area

_PART, _ITEM, _POINTS, _QUESTION, _SEEN, _FIRST_EXPERT = 1, 2, 3, 4, 5, 6
_HEAD = 7
_FIXED_WIDTHS = ((1, 9.0), (2, 12.0), (3, 7.0), (4, 30.0), (5, 50.0))


def draw_form(form: ReviewForm, name: str, grades: str, experts: int, apart: int) -> SheetDrawing:
    """`grades` names the list of grades; `apart`: percent of an item's points beyond which experts are to talk it over."""
    return _FormDrawing(form, name, grades, experts, apart).sheet()


class _FormDrawing:
    """Collects the cells of one form from top to bottom."""

    def __init__(self, form: ReviewForm, name: str, grades: str, experts: int, apart: int) -> None:
        self.form, self.name, self.grades, self.experts, self.apart = form, name, grades, experts, apart
        self.mean = _FIRST_EXPERT + experts
        self.spread, self.flag = self.mean + 1, self.mean + 2
        self.first, self.last = _HEAD + 1, _HEAD + len(form.items)
        self.cells: list[CellDrawing] = []
        self.heights: list[tuple[int, float]] = []
        self.widths = (*_FIXED_WIDTHS, *((_FIRST_EXPERT + index, 7.0) for index in range(experts)), (self.mean, 8.0),
                       (self.spread, 7.0), (self.flag, 9.0))

    def sheet(self) -> SheetDrawing:
        self._top()
        self._items()
        self._total()
        end = self._below()
        scores = Area(self.first, _FIRST_EXPERT, self.last, self.mean - 1)
        limits = tuple(Limit(Area(row, _FIRST_EXPERT, row, self.mean - 1), 0, each.points, "分数不对", f"请填 0 到 {each.points} 之间的分数。")
                       for row, each in enumerate(self.form.items, self.first))
        missing = f"AND(COUNT(${column_letters(_FIRST_EXPERT)}{self.first}:${column_letters(self.mean - 1)}{self.first})>0," \
                  f"LEN({column_letters(_FIRST_EXPERT)}{self.first})=0,COUNT({column_letters(_FIRST_EXPERT)}${self.first}:" \
                  f"{column_letters(_FIRST_EXPERT)}${self.last})>0)"
        return SheetDrawing(
            name=self.name, cells=tuple(self.cells), widths=self.widths, heights=tuple(self.heights), limits=limits,
            choices=(Choice(Area(self.last + 3, 3, self.last + 3, 4), self.grades, "不在列表中", "请选：优、良、中、差。"),),
            highlights=(Highlight(scores, "hint.missing", missing),), freeze=(_HEAD + 1, 1), protect=True, tab="7F6000",
            print=Print(Area(1, 1, end, self.flag), landscape=True, footer="— &P —"))

    def _put(self, row: int, column: int, value: Drawable | Formula, style: str, to: tuple[int, int] | None = None) -> None:
        self.cells.append(CellDrawing(row, column, value, style, to))

    def _top(self) -> None:
        each = self.form.candidate
        self._put(1, 1, "项目支出绩效目标审核表（重点评价）", "page.title", (1, self.flag))
        facts = ((2, "项目名称", each.project.name.text, "预算单位", each.project.unit_body.text),
                 (3, "项目编码", each.project.code.text, "预算数", f"{each.budget:,.2f} 万元"))
        for row, left, left_text, right, right_text in facts:
            self._put(row, 1, left, "page.label")
            self._put(row, 2, left_text or None, "table.text", (row, 4))
            self._put(row, 5, f"{right}：{right_text}", "table.text", (row, self.flag))
        reasons = "；".join(each.reasons)
        self._put(4, 1, "入选理由", "page.label")
        self._put(4, 2, reasons, "table.text", (4, self.flag))
        self._put(5, 1, "“程序发现”只列出规则看到的问题，不打分；分数和等级由评审人员给出。", "page.note", (5, self.flag))
        wide = sum(width for column, width in self.widths if column > 1)
        self.heights += [(1, 36.0), (2, 24.0), (3, 24.0), (4, row_height((reasons, wide), least=24)), (5, 18.0), (6, 6.0), (_HEAD, 30.0)]
        heads = ["审核内容", "审核要点", "分值", "看什么", "程序发现", *(f"专家{number}" for number in range(1, self.experts + 1)),
                 "平均分", "极差", "分歧"]
        for column, text in enumerate(heads, 1):
            self._put(_HEAD, column, text, "table.head")

    def _items(self) -> None:
        row = self.first
        for (part, points), group in groupby(self.form.items, key=lambda each: (each.part, each.part_points)):
            items = list(group)
            self._put(row, _PART, f"{part}\n（{points}分）", "table.centre", (row + len(items) - 1, _PART) if len(items) > 1 else None)
            for each in items:
                self._put(row, _ITEM, each.item, "table.centre")
                self._put(row, _POINTS, each.points, "table.centre")
                self._put(row, _QUESTION, each.question, "table.text")
                self._put(row, _SEEN, each.seen, "table.text")
                self._scores(row)
                self.heights.append((row, row_height((each.question, 30), (each.seen, 50), least=36)))
                row += 1

    def _scores(self, row: int) -> None:
        for column in range(_FIRST_EXPERT, self.mean):
            self._put(row, column, None, "score")
        given = f"{column_letters(_FIRST_EXPERT)}{row}:{column_letters(self.mean - 1)}{row}"
        spread = f"{column_letters(self.spread)}{row}"
        self._put(row, self.mean, Formula(f'=IF(COUNT({given})=0,"",ROUND(AVERAGE({given}),2))', ""), "table.score")
        self._put(row, self.spread, Formula(f'=IF(COUNT({given})<2,"",MAX({given})-MIN({given}))', ""), "table.score")
        self._put(row, self.flag, Formula(f'=IF({spread}="","",IF({spread}>C{row}*{self.apart}/100,"▲ 再议",""))', ""), "table.centre")

    def _total(self) -> None:
        row = self.last + 1
        self._put(row, 1, "合计", "total.text", (row, 2))
        self._put(row, _POINTS, Formula(f"=SUM(C{self.first}:C{self.last})", sum(each.points for each in self.form.items)), "total.score")
        self._put(row, _QUESTION, "各专家要把每一项都打完分才合计", "total.text", (row, _SEEN))
        for column in range(_FIRST_EXPERT, self.mean):
            letter = column_letters(column)
            own = f"{letter}{self.first}:{letter}{self.last}"
            self._put(row, column, Formula(f'=IF(COUNT({own})<{len(self.form.items)},"",SUM({own}))', ""), "total.score")
        given = f"{column_letters(_FIRST_EXPERT)}{row}:{column_letters(self.mean - 1)}{row}"
        self._put(row, self.mean, Formula(f'=IF(COUNT({given})=0,"",ROUND(AVERAGE({given}),2))', ""), "total.score")
        self._put(row, self.spread, Formula(f'=IF(COUNT({given})<2,"",MAX({given})-MIN({given}))', ""), "total.score")
        self._put(row, self.flag, None, "total.text")
        self.heights.append((row, 26.0))

    def _below(self) -> int:
        """Grade, comments and names; returns the last row."""
        row = self.last + 3
        self._put(row, 1, "评审等级", "page.label", (row, 2))
        self._put(row, 3, None, "input.centre", (row, 4))
        self._put(row, 5, "由评审人员选：优、良、中、差。程序不给等级。", "page.note", (row, self.flag))
        self._put(row + 1, 1, "评审意见", "page.label", (row + 1, 2))
        self._put(row + 1, 3, None, "long", (row + 1, self.flag))
        self._put(row + 2, 1, "评审人员签字", "page.label", (row + 2, 2))
        self._put(row + 2, 3, None, "input.text", (row + 2, 4))
        self._put(row + 2, 5, "日期：", "input.text", (row + 2, self.flag))
        self.heights += [(row - 1, 8.0), (row, 26.0), (row + 1, 90.0), (row + 2, 30.0)]
        return row + 2
