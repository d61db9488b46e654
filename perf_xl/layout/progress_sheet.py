"""支出进度: spending against the plan at the last node, in native formulas over 支出台账 and the project sheets.

The table of projects with their total; below it the same figures by 预算单位 and by 资金来源, then the charts. Beside the
print area: small lines, and what the score of each node is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout import progress_columns as at
from perf_xl.layout import progress_formulas as formulas
from perf_xl.layout.progress_rows import Figures, group_row, project_row
from perf_xl.layout.progress_settings import SETTINGS_ROW, ProgressSettings, settings_cells
from perf_xl.layout.table_sheet import FIRST_ROW, HEAD_ROW, draw_table
from perf_xl.model.department import Department
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import (
    CellDrawing,
    ChartDrawing,
    Highlight,
    SeriesDrawing,
    SheetDrawing,
    Sparkline,
)
from perf_xl.picture.grid import Area

_NOTE = ("金额单位：万元。在“截止日期”填日期即可；计划空白的节点按上一节点延续；与最近一个已到的节点比较，节点之间不亮灯。"
         "右边（不打印）有各节点的计划、实际和得分：得分＝实际÷计划×满分，最高满分。{source}")
_PRINTED = len(at.COLUMNS)
_ASIDE_FIRST = at.number_of(at.LINE_PLAN)


class SheetFigures(Struct, frozen=True):
    """What the formulas will show: projects by code, groups by title in order, the total."""

    projects: Mapping[str, Figures]
    units: Mapping[str, Figures]
    fundings: Mapping[str, Figures]
    total: Figures


def draw_progress(department: Department, projects: Sequence[tuple[Project, str]], spending: Spending | None = None,
                  as_of: date | None = None, figures: SheetFigures | None = None,
                  settings: ProgressSettings | None = None) -> SheetDrawing:
    """`projects` with the names of their sheets; without `figures` the sheet shows them once calculated."""
    settings = settings or ProgressSettings()
    ledger = formulas.Ledger(len(projects))
    last = FIRST_ROW + len(projects) - 1
    rows = [project_row(FIRST_ROW + position, project, sheet, ledger, figures.projects.get(project.code.text) if figures else None)
            for position, (project, sheet) in enumerate(projects)]
    total = group_row(last + 1, "合计", "", last, figures.total if figures else None)
    styles = tuple(_total_style(column.style) for column in at.COLUMNS)
    drawn = draw_table(form.PROGRESS, "支出进度", _NOTE.format(source=settings.source), at.COLUMNS, [row[:_PRINTED] for row in rows],
                       totals=total[:_PRINTED], tab="548235", wrap_columns=(2, 3), protect=True, total_styles=styles)
    groups = _Groups(last, last + 3)
    groups.add("按预算单位", at.UNIT, department.unit_bodies, figures.units if figures else {})
    groups.add("按资金来源", at.FUNDING, _fundings(projects, spending, figures), figures.fundings if figures else {})
    aside = [*_aside_heads(), *_aside([*rows, total], FIRST_ROW, last + 1), *groups.cells]
    bottom = groups.row
    charts = _charts(last, groups, bottom)
    highlights = (
        Highlight(Area(FIRST_ROW, at.number_of(at.SPENT_SHARE), max(last, FIRST_ROW), at.number_of(at.SPENT_SHARE)), bars=True),
        Highlight(Area(FIRST_ROW, at.number_of("AK"), bottom, at.number_of("AN")), "quiet.missing", f"=ISNA(AK{FIRST_ROW})"))
    widths = (*drawn.widths, (_PRINTED + 1, 2.0), *((_ASIDE_FIRST + offset, width) for offset, (_, width, _) in enumerate(at.ASIDE)))
    return replace(drawn, cells=(*drawn.cells, *settings_cells(settings, as_of, spending), *aside), highlights=highlights,
                   charts=charts, sparklines=_lines(last, groups), widths=widths, heights=(*drawn.heights, (SETTINGS_ROW, 30.0), (HEAD_ROW, 42.0), *groups.heights),
                   print=replace(drawn.print, area=Area(1, 1, bottom - 1, _PRINTED)))


def _fundings(projects: Sequence[tuple[Project, str]], spending: Spending | None, figures: SheetFigures | None) -> tuple[str, ...]:
    if figures:
        return tuple(figures.fundings)
    from perf_xl.layout.ledger_sheet import ledger_rows

    listed = (each.funding for each in ledger_rows([project for project, _ in projects], spending))
    return tuple(dict.fromkeys(kind for kind in listed if kind))


def _total_style(style: str) -> str:
    kind = style.rpartition(".")[2]
    return f"total.{kind}"


def _aside_heads() -> list[CellDrawing]:
    return [CellDrawing(HEAD_ROW, _ASIDE_FIRST + offset, title, "table.head") for offset, (title, _, _) in enumerate(at.ASIDE)]


def _aside(rows: Sequence[Sequence[object]], first: int, total: int) -> list[CellDrawing]:
    """The cells beside the print area of project rows and of their total."""
    cells = []
    for row, values in enumerate(rows, first):
        for offset, (value, (_, _, style)) in enumerate(zip(values[_PRINTED:], at.ASIDE, strict=True)):
            look = _total_style(style) if row == total else style
            cells.append(CellDrawing(row, _ASIDE_FIRST + offset, value, look))     # type: ignore[arg-type]
    return cells


class _Groups:
    """The tables below the projects: a heading, then a row per group."""

    def __init__(self, last: int, row: int) -> None:
        self._last, self.row = last, row
        self.cells: list[CellDrawing] = []
        self.spans: list[tuple[int, int]] = []
        self.heights: list[tuple[int, float]] = []

    def add(self, heading: str, key: str, titles: Sequence[str], figures: Mapping[str, Figures]) -> None:
        self.cells += [CellDrawing(self.row, number, heading if number == 1 else None, "total.text",
                                   (self.row, 4) if number == 1 else None)
                       for number in (1, *range(5, _PRINTED + 1))]
        self.heights.append((self.row, 20.0))
        self.row += 1
        first = self.row
        for title in titles:
            values = group_row(self.row, title, key, self._last, figures.get(title))
            looks = [*(column.style for column in at.COLUMNS), *(style for _, _, style in at.ASIDE)]
            numbers = [*range(1, _PRINTED + 1), *range(_ASIDE_FIRST, _ASIDE_FIRST + len(at.ASIDE))]
            self.cells += [CellDrawing(self.row, number, value, look)
                           for number, value, look in zip(numbers, values, looks, strict=True)]
            self.heights.append((self.row, 30.0))
            self.row += 1
        self.spans.append((first, self.row - 1))
        self.row += 1


def _charts(last: int, groups: _Groups, row: int) -> tuple[ChartDrawing, ...]:
    """The department's line and its units' bars, below what is printed: a page must not end inside one. The report
    prints them."""
    total = last + 1
    heads = Area(HEAD_ROW, at.number_of("F"), HEAD_ROW, at.number_of("I"))
    line = ChartDrawing("line", "部门支出进度：计划与实际", (
        SeriesDrawing("计划累计", form.PROGRESS, heads, Area(total, at.number_of("F"), total, at.number_of("I")), "7F7F7F", True, "diamond"),
        SeriesDrawing("实际累计", form.PROGRESS, heads, Area(total, at.number_of("AK"), total, at.number_of("AN")), "1F4E79", False, "circle"),
    ), row, 2, 520, 300, "占预算的比例", "0%")
    first, end = groups.spans[0]
    if end < first:
        return (line,)
    names = Area(first, 4, end, 4)
    height = max(300, 28 * (end - first + 1) + 100)
    bars = ChartDrawing("bar", "各预算单位：计划与实际（万元）", (
        SeriesDrawing("计划支出", form.PROGRESS, names, Area(first, at.number_of(at.PLANNED), end, at.number_of(at.PLANNED)), "BFBFBF"),
        SeriesDrawing("实际支出", form.PROGRESS, names, Area(first, at.number_of(at.SPENT), end, at.number_of(at.SPENT)), "1F4E79"),
    ), row, 8, 640, height)
    return line, bars


def _lines(last: int, groups: _Groups) -> tuple[Sparkline, ...]:
    """Per row and over the same scale, small columns of the plan and of what was spent."""
    rows = [*range(FIRST_ROW, last + 2), *(row for first, end in groups.spans for row in range(first, end + 1))]
    made = []
    for row in rows:
        for column, nodes, colour in ((at.LINE_PLAN, at.PLAN, "7F7F7F"), (at.LINE_SPENT, at.NODE_SHARE, "1F4E79")):
            left, right = (at.number_of(nodes[node]) for node in (NODES[0], NODES[-1]))
            # Columns: of a line LibreOffice prints the points only, and lets it fall to zero at the nodes to come.
            made.append(Sparkline(row, at.number_of(column), Area(row, left, row, right), colour, columns=True))
    return tuple(made)
