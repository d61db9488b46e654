"""Draws a report as PDF, without any office program: typst sets the pages that `page.typ` describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from perf_xl.report.chart import chart_svg
from perf_xl.report.contents import leads_to
from perf_xl.report.fit import (
    LANDSCAPE_WIDTH,
    LINES_OF_A_ROW_KEPT_WHOLE,
    POINTS,
    TEXT_WIDTH,
    columns_of,
    row_lines,
    stands_on_a_page,
    with_breaks,
)
from perf_xl.report.font import SANS, SERIF, fonts_for
from perf_xl.report.inert import inert, on_one_line
from perf_xl.report.report import Block, Chart, Contents, Heading, Paragraph, Report, Table, TableCell

PAGE = Path(__file__).with_name("page.typ")
_SECONDS_OF_NO_DATE = 946_684_800      # keeps the moment of the run out of the file
_SIDES = {"text": "left", "amount": "right"}


class PdfResult(Struct, frozen=True):
    """The file's bytes, and the characters that neither the shipped nor the system's fonts can draw."""

    data: bytes
    missing: tuple[str, ...] = ()


def pdf_bytes(report: Report) -> PdfResult:
    """The report on A4 pages with page numbers, bookmarks and linked contents. Equal reports give equal bytes."""
    import typst

    blocks = list(_blocks(report))
    fonts = fonts_for([on_one_line(report.title), json.dumps(blocks, ensure_ascii=False)])
    inputs = {
        "title": on_one_line(report.title), "author": on_one_line(report.author), "date": _date(report.date),
        "landscape": report.landscape, "one_page": report.one_page,
        "serif": [SERIF, *fonts.more], "sans": [SANS, *fonts.more], "blocks": blocks,
    }
    data = typst.compile(
        PAGE.read_bytes(), format="pdf", font_paths=fonts.for_typst(),
        sys_inputs={"report": json.dumps(inputs, ensure_ascii=False)}, timestamp=_SECONDS_OF_NO_DATE,
    )
    return PdfResult(data, fonts.missing)


def write_pdf(report: Report, target: Path) -> tuple[str, ...]:
    """Write the PDF to `target` in one step; returns the characters no font could draw. Raises Unusable `write.…`."""
    from perf_xl.hosts.landing import land

    result = pdf_bytes(report)
    land(target, result.data)
    return result.missing


def svg_to_png(svg: str, ppi: float = 200) -> bytes:
    """The drawing as a picture for files that cannot hold SVG everywhere."""
    import typst

    page = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    fonts = fonts_for([svg])
    return typst.compile(page, format="png", ppi=ppi, font_paths=fonts.for_typst(), sys_inputs={"svg": svg})


def _date(iso: str) -> dict[str, int] | None:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return {"year": day.year, "month": day.month, "day": day.day}


def _blocks(report: Report) -> Iterator[dict[str, Any]]:
    for block in report.blocks:
        yield _block(block, report)


def _block(block: Block, report: Report) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"is": "heading", "level": min(level, 4), "text": inert(text)}
        case Paragraph(text, lead, style):
            return {"is": "paragraph", "text": inert(text), "lead": inert(lead), "style": style}
        case Table():
            return _table(block, LANDSCAPE_WIDTH if report.landscape else TEXT_WIDTH)
        case Contents(title, entries):
            pairs = zip(entries, leads_to(report, block), strict=True)
            return {"is": "contents", "title": inert(title), "entries": [
                {"level": level, "text": on_one_line(text), "target": target} for (level, text), target in pairs]}
        case Chart(title=title):
            return {"is": "chart", "svg": chart_svg(block), "title": on_one_line(title)}
        case _:
            return {"is": "break"}


def _table(table: Table, across: float) -> dict[str, Any]:
    points = POINTS[table.size]
    width = across / points
    lines = row_lines(table, width)
    whole = [each <= LINES_OF_A_ROW_KEPT_WHOLE for each in lines]
    share = width / sum(table.widths)
    rooms = [[sum(table.widths[begin:begin + cell.columns]) * share - 0.6 for cell, begin in zip(row, begins, strict=True)]
             for row, begins in zip(table.rows, columns_of(table), strict=True)]
    return {
        "is": "table", "widths": table.widths, "points": points, "header_rows": table.header_rows,
        "header_at": table.header_at, "keep_together": table.keep_together and stands_on_a_page(table),
        "rows": [[_cell(cell, room, kept) for cell, room in zip(row, wide, strict=True)]
                 for row, wide, kept in zip(table.rows, rooms, whole, strict=True)],
    }


def _cell(cell: TableCell, room: float, whole: bool) -> dict[str, Any]:
    """Blank lines inside a cell are left out: on paper they only push the table over the page."""
    text = re.sub(r"\n\s*\n", "\n", inert(cell.text))
    return {"text": with_breaks(text, room), "columns": cell.columns, "rows": cell.rows, "role": cell.role,
            "align": cell.align or _SIDES.get(cell.role, "centre"), "breakable": cell.rows > 1 or not whole}
