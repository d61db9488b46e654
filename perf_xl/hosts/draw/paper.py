"""Sets a sheet up for A4: margins, one page wide, repeated rows, footer, page breaks."""

from __future__ import annotations

from typing import Any

from perf_xl.picture.blueprint import SheetDrawing

_A4 = 9
_SIDE, _TOP, _BOTTOM, _EDGE = 0.59, 0.75, 0.75, 0.35     # inches: 15 mm at the sides, 19 mm above and below
_WIDE, _HIGH = 8.27, 11.69
_DEFAULT_WIDTH = 8.43
_DIGIT, _PADDING = 9.6, 5        # pixels: 宋体 11 takes 8, the widest font that stands in for it where it is missing 9.6
_SMALLEST = 10                                          # percent, Excel's own limit


def set_paper(sheet: Any, drawing: SheetDrawing) -> None:
    """A page is as wide as the table. Excel ignores page breaks on such a page, so with breaks a scale is computed."""
    paper = drawing.print
    sheet.set_paper(_A4)
    sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
    if paper.landscape:
        sheet.set_landscape()
    if paper.centred:
        sheet.center_horizontally()
    if paper.area is not None:
        area = paper.area
        sheet.print_area(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
    if paper.repeat_rows is not None:
        sheet.repeat_rows(paper.repeat_rows[0] - 1, paper.repeat_rows[1] - 1)
    if paper.footer:
        part = "" if paper.footer.startswith(("&L", "&C", "&R")) else "&C"     # some readers drop a footer without one
        sheet.set_footer(part + paper.footer, {"margin": _EDGE})
    if paper.breaks:
        sheet.set_h_pagebreaks(list(paper.breaks))
        sheet.set_print_scale(_scale(drawing))
    else:
        sheet.fit_to_pages(1, 1 if paper.fit_height else 0)


def _scale(drawing: SheetDrawing) -> int:
    """The percentage at which all columns of the print area fit beside one another."""
    area = drawing.print.area
    if area is not None:
        columns = range(area.left, area.right + 1)
    else:
        columns = range(1, 1 + max((cell.to[1] if cell.to else cell.column for cell in drawing.cells), default=1))
    widths = dict(drawing.widths)
    inches = sum(widths.get(column, _DEFAULT_WIDTH) * _DIGIT + _PADDING for column in columns) / 96
    room = (_HIGH if drawing.print.landscape else _WIDE) - 2 * _SIDE
    return max(_SMALLEST, min(100, int(100 * room / inches)))
