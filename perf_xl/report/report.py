"""A report as data: headings, paragraphs, tables, charts. Writers turn it into docx, pdf, xlsx or text."""

from __future__ import annotations

from msgspec import Struct


class Heading(Struct, frozen=True):
    """Level 0 is the document's title, 1 第一部分, 2 一、, 3 （一）, 4 the title of a table, kept with it.

    A line feed in the text begins a new line; contents and bookmarks show it as a blank.
    """

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    """`lead` is printed bold before the text (绩效目标：).

    `style`: body, left (without indent), note, caption, centre, right.
    """

    text: str
    lead: str = ""
    style: str = "body"


class TableCell(Struct, frozen=True):
    """Text with its span. Cells covered by a span above or to the left are left out of their row.

    `role`: label, value, amount (right aligned), text (left aligned), head (repeated header), total, error, warning,
    good. `align` overrides the role's.
    """

    text: str
    columns: int = 1
    rows: int = 1
    role: str = "value"
    align: str = ""


class Table(Struct, frozen=True):
    """`widths` are relative and give the number of columns; the first `header_rows` rows repeat on each page."""

    widths: tuple[float, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    header_rows: int = 0
    size: str = "normal"        # or 'small'
    name: str = ""              # alternative text for those who cannot see it
    keep_together: bool = False
    header_at: int | None = None    # the row that repeats where it is not the first (the indicator header)


class Series(Struct, frozen=True):
    """One line or set of bars; None is a gap."""

    title: str
    values: tuple[float | None, ...]


class Chart(Struct, frozen=True):
    """`kind`: line, column, bar. Drawn by each writer with its own means; `height` is against a width of 640."""

    kind: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    height: int = 340


class PageBreak(Struct, frozen=True):
    """The next block begins a page."""


class Contents(Struct, frozen=True):
    """A table of contents that needs no refresh: entries of level and text, in order."""

    title: str
    entries: tuple[tuple[int, str], ...]


Block = Heading | Paragraph | Table | Chart | PageBreak | Contents


class Report(Struct, frozen=True):
    """`title` and `author` go into the document's properties; `date` (ISO) keeps two runs byte-equal.

    `one_page`: made to stand on one page of paper, so writers take the narrow page.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    date: str = ""
    landscape: bool = False
    one_page: bool = False
