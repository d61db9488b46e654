"""Draws a report as text: plain, in the shape of Word's own text export, and as Markdown for the web.

The plain text can be imported again: a cell per line that begins with a tab, blank cells for what a merge covers,
an empty line between rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from perf_xl.report.fit import columns_of
from perf_xl.report.inert import inert, on_one_line
from perf_xl.report.report import Block, Chart, Contents, Heading, Paragraph, Report, Table, TableCell

# What Markdown or HTML would take for more than text, anywhere or at the start of a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$!])")
_OPENING = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
_SIDES = {"text": "left", "amount": "right"}


def as_text(report: Report) -> str:
    """The report as plain text, lines ended by a line feed. The contents are left out: they would be read as headings."""
    return "\n".join(piece for block in report.blocks for piece in _text(block)).strip("\n") + "\n"


def as_markdown(report: Report) -> str:
    """The report as Markdown; tables as HTML, which keeps merged cells. All text is escaped."""
    return "\n\n".join(piece for block in report.blocks for piece in _markdown(block)) + "\n"


def _text(block: Block) -> Iterator[str]:
    match block:
        case Heading(_, text):
            yield inert(text)
        case Paragraph(text, lead):
            yield inert(lead + text) + "\n"
        case Table():
            yield "\n\n".join("\n".join(f"\t{_in_a_cell(cell)}" for cell in row) for row in _uncovered(block)) + "\n\n"
        case Chart():
            yield "\n".join([on_one_line(block.title), *_figures(block)]) + "\n"


def _in_a_cell(cell: TableCell | None) -> str:
    """Inner line breaks stay; a tab would begin a new cell."""
    return "" if cell is None else inert(cell.text).replace("\t", " ")


def _uncovered(table: Table) -> Iterator[list[TableCell | None]]:
    """Rows with None for each cell that a span from above covers."""
    below: dict[int, int] = {}
    for row, begins in zip(table.rows, columns_of(table), strict=True):
        full: dict[int, TableCell | None] = dict.fromkeys(below) | dict(zip(begins, row, strict=True))
        below = {begin: left - 1 for begin, left in below.items() if left > 1}
        below |= {begin: cell.rows - 1 for begin, cell in zip(begins, row, strict=True) if cell.rows > 1}
        yield [full[begin] for begin in sorted(full)]


def _figures(chart: Chart) -> Iterator[str]:
    """A chart's figures, a line per series."""
    for series in chart.series:
        pairs = zip(chart.categories, series.values, strict=False)
        said = "，".join(f"{on_one_line(name)} {value:g}{chart.unit}" for name, value in pairs if value is not None)
        yield f"{on_one_line(series.title)}：{said}"


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * (level + 1)} {_escaped(on_one_line(text))}"
        case Paragraph(text, lead):
            yield (f"**{_escaped(lead)}**" if lead else "") + _escaped(text).replace("\n", "  \n")
        case Table():
            yield _html(block)
        case Contents(title, entries):
            if title:
                yield f"**{_escaped(title)}**"
            yield "\n".join(f"{'  ' * max(0, min(level, 4) - 1)}- {_escaped(on_one_line(text))}" for level, text in entries)
        case Chart():
            yield f"**{_escaped(on_one_line(block.title))}**"
            yield "\n".join(f"- {_escaped(line)}" for line in _figures(block))


def _escaped(text: str) -> str:
    plain = _MARKUP.sub(r"\\\1", inert(text).replace("\t", " "))
    return _OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", plain)


def _html(table: Table) -> str:
    """No blank line inside: it would end the table for a Markdown reader."""
    rows = ["".join(["<tr>", *(_html_cell(cell) for cell in row), "</tr>"]) for row in table.rows]
    caption = f"<caption>{escape(on_one_line(table.name))}</caption>" if table.name else ""
    return "\n".join([f"<table>{caption}", *rows, "</table>"])


def _html_cell(cell: TableCell) -> str:
    tag = "th" if cell.role in ("label", "head") else "td"
    spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")
    side = {"centre": "center"}.get(cell.align, cell.align) or _SIDES.get(cell.role, "")
    look = f' align="{side}"' if side else ""
    return f"<{tag}{spans}{look}>{escape(inert(cell.text)).replace(chr(10), '<br>')}</{tag}>"
