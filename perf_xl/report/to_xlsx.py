"""Draws a report as a workbook: each table on a sheet of its own that prints on A4, amounts as numbers.

A sheet begins at a page break and where a second table or chart would stand on it; a report of one page is one sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from perf_xl.layout.sheet_name import safe_sheet_name
from perf_xl.picture.blueprint import Blueprint, SheetDrawing
from perf_xl.report.contents import leads_to
from perf_xl.report.inert import on_one_line
from perf_xl.report.report import Block, Chart, Contents, Heading, PageBreak, Paragraph, Report, Table
from perf_xl.report.report_sheet import FIGURES, Figures, SheetOfReport

_LONGEST_NAME = 24


class _Page(Struct, frozen=True):
    """The blocks of one sheet with their positions in the report."""

    blocks: tuple[tuple[int, Block], ...]

    @property
    def name(self) -> str:
        """What the sheet is about: the last of the headings above, else its chart."""
        said = ""
        for _, block in self.blocks:
            if isinstance(block, Contents):
                return on_one_line(block.title)
            if isinstance(block, Heading):
                said = on_one_line(block.text)
            elif isinstance(block, Chart) and not said:
                said = on_one_line(block.title)
            elif said and not isinstance(block, Heading):
                break
        return said[:_LONGEST_NAME]


def xlsx_bytes(report: Report) -> bytes:
    """The report as .xlsx; equal reports give equal bytes. Raises Unusable for a text that no cell can hold."""
    from perf_xl.hosts.xlsx_draw import drawn

    return drawn(blueprint_of(report))


def blueprint_of(report: Report) -> Blueprint:
    """The report as sheets; the figures behind the charts stand on a last sheet."""
    pages = list(_pages(report))
    taken = {FIGURES.casefold()}
    names = [safe_sheet_name(page.name or report.title[:_LONGEST_NAME], taken) for page in pages]
    sheet_at = {index: name for page, name in zip(pages, names, strict=True) for index, _ in page.blocks}
    figures = Figures()
    sheets = [_sheet(page, name, report, sheet_at, figures) for page, name in zip(pages, names, strict=True)]
    properties = (("title", on_one_line(report.title)), ("author", on_one_line(report.author)))
    return Blueprint((*sheets, *figures.sheets()), properties=tuple(each for each in properties if each[1]))


def _pages(report: Report) -> Iterator[_Page]:
    """Headings and other text go with the table or chart that they lead to."""
    page: list[tuple[int, Block]] = []
    is_full = False
    for index, block in enumerate(report.blocks):
        if isinstance(block, PageBreak) and not report.one_page:
            if page:
                yield _Page(tuple(page))
            page, is_full = [], False
        elif isinstance(block, Table | Chart) and is_full and not report.one_page:
            leading = _leading(page)
            yield _Page(tuple(page[:leading]))
            page = [*page[leading:], (index, block)]
        elif not isinstance(block, PageBreak):
            page.append((index, block))
            is_full = is_full or isinstance(block, Table | Chart)
    if page or not report.blocks:
        yield _Page(tuple(page))


def _leading(page: list[tuple[int, Block]]) -> int:
    """Where the text begins that leads to what comes next: behind the last table or chart."""
    return next((at + 1 for at in range(len(page) - 1, -1, -1) if isinstance(page[at][1], Table | Chart)), 0)


def _sheet(page: _Page, name: str, report: Report, sheet_at: dict[int, str], figures: Figures) -> SheetDrawing:
    tables = [block for _, block in page.blocks if isinstance(block, Table)]
    sheet = SheetOfReport(name, tables, one_page=report.one_page, landscape=report.landscape)
    for _, block in page.blocks:
        match block:
            case Heading(level, text):
                sheet.heading(level, text)
            case Paragraph(text, lead, style):
                sheet.paragraph(lead, text, style)
            case Table():
                sheet.table(block)
            case Chart():
                sheet.chart(block, figures)
            case Contents(title, entries):
                targets = leads_to(report, block)
                sheet.contents(title, [(level, text, None if to is None else sheet_at.get(to))
                                       for (level, text), to in zip(entries, targets, strict=True)])
    return sheet.drawing()
