"""部门整体绩效目标: overall goal, themes, safeguards. Only in the department's workbook."""

from __future__ import annotations

from perf_xl.layout import form
from perf_xl.layout.measure import row_height
from perf_xl.model.department import Department
from perf_xl.picture.blueprint import CellDrawing, Print, SheetDrawing
from perf_xl.picture.grid import Area

_WIDTHS = ((1, 6.0), (2, 24.0), (3, 40.0), (4, 80.0))
_SPARE_ROWS = 2


def draw_part_one(department: Department) -> SheetDrawing:
    """Three sections; rows may be inserted in each."""
    cells = [CellDrawing(1, 1, form.PART_ONE, "page.title", (1, 4))]
    heights = [(1, 36.0)]

    def section(row: int, text: str) -> int:
        cells.append(CellDrawing(row, 1, text, "page.heading", (row, 4)))
        heights.append((row, 26.0))
        return row + 1

    def line(row: int, values: tuple[str, ...], style: str = "long", merge_last: bool = False) -> int:
        for column, value in enumerate(values, 1):
            to = (row, 4) if merge_last and column == len(values) else None
            cells.append(CellDrawing(row, column, value or None, "table.centre" if column == 1 else style, to))
        widths = [width for _, width in _WIDTHS]
        if merge_last:
            widths = [*widths[:2], sum(widths[2:])]
        heights.append((row, row_height(*zip(values, widths, strict=False), least=34)))
        return row + 1

    def head(row: int, labels: tuple[str, ...], merge_last: bool = False) -> int:
        for column, label in enumerate(labels, 1):
            to = (row, 4) if merge_last and column == len(labels) else None
            cells.append(CellDrawing(row, column, label, "table.head", to))
        heights.append((row, 26.0))
        return row + 1

    row = section(2, "一、总体绩效目标")
    text = department.overall_goal.text
    cells.append(CellDrawing(row, 1, text or None, "long", (row, 4)))
    heights.append((row, row_height((text, sum(width for _, width in _WIDTHS)), least=80)))
    row = section(row + 1, "二、分项绩效目标")
    row = head(row, ("序号", "分项名称", "绩效目标", "绩效指标"))
    for number, theme in enumerate(department.themes, 1):
        row = line(row, (str(number), theme.title.text, theme.goal.text, theme.indicators.text))
    for _ in range(_SPARE_ROWS):
        row = line(row, ("", "", "", ""))
    row = section(row, "三、工作保障措施")
    row = head(row, ("序号", "措施名称", "具体内容"), merge_last=True)
    for number, safeguard in enumerate(department.safeguards, 1):
        row = line(row, (str(number), safeguard.title.text, safeguard.text.text), merge_last=True)
    for _ in range(_SPARE_ROWS):
        row = line(row, ("", "", ""), merge_last=True)
    return SheetDrawing(
        name=form.PART_ONE, cells=tuple(cells), widths=_WIDTHS, heights=tuple(heights), protect=True, tab="2E75B6",
        print=Print(Area(1, 1, row - 1, 4), landscape=True, footer="— &P —"),
    )
