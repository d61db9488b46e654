"""How a sheet of an open workbook prints: A4, one page wide, repeated rows, footer. As `draw/paper.py` does for files."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.excel.areas import address
from perf_xl.picture.blueprint import Print, SheetDrawing
from perf_xl.picture.grid import Area

_A4, _PORTRAIT, _LANDSCAPE = 9, 1, 2
_SIDE, _END, _EDGE = 42.5, 54.0, 25.2      # points: 15 mm at the sides, 19 mm above and below


def set_paper(sheet: Any, drawing: SheetDrawing, is_new: bool) -> None:
    """Everything for a new sheet. For one that was there only the area: each setting is a word with the printer driver,
    and what the user has set stays."""
    setup, paper = sheet.api.PageSetup, drawing.print
    wanted = _fixed(paper.area) if paper.area else ""
    try:
        if is_new:
            _once(setup, paper)
        if setup.PrintArea != wanted:
            setup.PrintArea = wanted
    except Exception:  # noqa: BLE001 - on a PC without any printer Excel refuses to set up a page; the sheet matters more
        return


def _once(setup: Any, paper: Print) -> None:
    setup.PaperSize = _A4
    setup.Orientation = _LANDSCAPE if paper.landscape else _PORTRAIT
    setup.LeftMargin = setup.RightMargin = _SIDE
    setup.TopMargin = setup.BottomMargin = _END
    setup.FooterMargin = _EDGE
    setup.CenterHorizontally = paper.centred
    if paper.repeat_rows:
        setup.PrintTitleRows = f"${paper.repeat_rows[0]}:${paper.repeat_rows[1]}"
    if paper.footer:
        setup.CenterFooter = paper.footer
    setup.Zoom = False
    setup.FitToPagesWide = 1
    setup.FitToPagesTall = 1 if paper.fit_height else False


def _fixed(area: Area) -> str:
    """Area(1, 1, 9, 7) -> '$A$1:$G$9'."""
    return ":".join(f"${corner.rstrip('0123456789')}${corner.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
                    for corner in address(area).split(":"))
