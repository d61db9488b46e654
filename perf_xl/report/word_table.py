"""One table as Word XML: fixed widths, merged cells, rows that stay whole, a head that repeats on each page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from perf_xl.report.fit import LINES_OF_A_ROW_KEPT_WHOLE, columns_of, repeated_rows, row_lines
from perf_xl.report.inert import inert, on_one_line
from perf_xl.report.report import Table, TableCell
from perf_xl.report.word_template import STYLES, TABLE_STYLE
from perf_xl.report.word_text import attribute, paragraph, run

_FILLS = {"head": "F0F0F0", "total": "F5F5F5", "error": "FBE3DF", "warning": "FFF1C9", "good": "E2F2E4"}
_HEAVY = ("label", "head", "total")
_SIDES = {"left": "left", "right": "right", "centre": "center"}
_ROLE_SIDES = {"text": "left", "amount": "right"}


def table_xml(table: Table, width: int, styles: Mapping[str, str]) -> str:
    """The table, `width` twips wide; `styles` holds the template's ids by the keys of `word_template.STYLES`."""
    edges = _edges(table.widths, width)
    points = STYLES["TableSmall" if table.size == "small" else "TableText"].points
    lines = row_lines(table, width / 20 / points)
    repeated = repeated_rows(table, lines)
    rows = []
    for number, (row, heights) in enumerate(zip(_full_rows(table), lines, strict=True)):
        whole = "<w:cantSplit/>" if heights <= LINES_OF_A_ROW_KEPT_WHOLE else ""
        head = "<w:tblHeader/>" if number < repeated else ""
        # Neither the head with one row nor the last row stands alone on a page.
        with_next = number + 1 < len(lines) and (table.keep_together or number <= repeated or number + 2 == len(lines))
        cells = "".join(_cell(cell, edges[begin + cell.columns] - edges[begin], merge, _style(table, cell, styles), with_next)
                        for begin, cell, merge in row)
        rows.append(f"<w:tr><w:trPr>{whole}{head}</w:trPr>{cells}</w:tr>" if whole or head else f"<w:tr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{end - start}"/>' for start, end in pairwise(edges))
    style = f'<w:tblStyle w:val="{styles[TABLE_STYLE]}"/>' if TABLE_STYLE in styles else ""
    name = f"<w:tblCaption w:val={attribute(on_one_line(table.name))}/>" if table.name else ""
    return (f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0000"/>{name}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')


def _edges(widths: tuple[float, ...], width: int) -> list[int]:
    """The columns' left edges in twips, and the right edge of the last."""
    total, reached, edges = sum(widths), 0.0, [0]
    for each in widths:
        reached += each
        edges.append(round(width * reached / total))
    return edges


def _full_rows(table: Table) -> list[list[tuple[int, TableCell, str]]]:
    """Rows with the cells that a span from above covers: column, cell, and how it merges downward ("", first, more)."""
    below: dict[int, tuple[TableCell, int]] = {}
    rows = []
    for row, begins in zip(table.rows, columns_of(table), strict=True):
        full = [(begin, cell, "restart" if cell.rows > 1 else "") for cell, begin in zip(row, begins, strict=True)]
        full += [(begin, cell, "continue") for begin, (cell, _) in below.items()]
        below = {begin: (cell, left - 1) for begin, (cell, left) in below.items() if left > 1}
        below |= {begin: (cell, cell.rows - 1) for begin, cell, merge in full if merge == "restart"}
        rows.append(sorted(full, key=lambda each: each[0]))
    return rows


def _style(table: Table, cell: TableCell, styles: Mapping[str, str]) -> str | None:
    size = "Small" if table.size == "small" else ""
    key = f"Table{size}Label" if cell.role in _HEAVY else f"Table{size or 'Text'}"
    return styles.get(key)


def _cell(cell: TableCell, width: int, merge: str, style: str | None, with_next: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_FILLS[cell.role]}"/>' if cell.role in _FILLS else ""
    side = _SIDES[cell.align] if cell.align else _ROLE_SIDES.get(cell.role, "")
    text = "" if merge == "continue" else run(inert(cell.text))
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}{fill}<w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(style, text, with_next=with_next, align=side)}</w:tc>")
