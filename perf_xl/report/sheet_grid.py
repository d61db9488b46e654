"""The columns of one sheet under several tables of different widths, and what kind of cell a text becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from perf_xl.picture.blueprint import Drawable
from perf_xl.report.inert import inert
from perf_xl.report.report import Table, TableCell

# Edges of two tables nearer to each other than this share of the sheet are one edge.
_ONE_EDGE = 0.012
# Columns of a sheet that holds text only: a single column as wide as the page is cut off by LibreOffice.
_FOR_TEXT = [0.0, 0.25, 0.5, 0.75, 1.0]

# Only what a number format prints back: no leading zeros, no zero with a sign.
_SIGNED = re.compile(r"(?!.0\.00)[+-](?:0|[1-9]\d{0,8})\.\d\d")
_GROUPED = re.compile(r"(?!-0\.00)-?(?:0|[1-9]\d{0,2}(?:,\d{3}){0,3})\.\d\d")
_PLAIN = re.compile(r"(?!-0\.00)-?(?:0|[1-9]\d{0,11})\.\d\d")
_WHOLE = re.compile(r"0|[1-9]\d{0,8}")

_TEXT_STYLES = {"label": "label", "head": "table.head", "text": "table.text", "amount": "table.right", "total": "total.centre",
                "error": "table.error", "warning": "table.warning", "good": "table.good"}


def edges(tables: Sequence[Table]) -> list[float]:
    """The left edges of the sheet's columns and the right edge of the last, from 0 to 1."""
    found = sorted({edge for table in tables for edge in own_edges(table)})
    if not found:
        return _FOR_TEXT
    kept = [found[0]]
    for edge in found[1:]:
        if edge - kept[-1] > _ONE_EDGE:
            kept.append(edge)
    kept[-1] = 1.0
    return kept


def own_edges(table: Table) -> list[float]:
    total, reached, found = sum(table.widths), 0.0, [0.0]
    for width in table.widths:
        reached += width
        found.append(reached / total)
    return found


def nearest(grid: Sequence[float], edge: float) -> int:
    """The position of the grid's edge that stands for an edge of a table."""
    return min(range(len(grid)), key=lambda at: abs(grid[at] - edge))


def content_of(cell: TableCell, is_list: bool) -> tuple[Drawable, str]:
    """What the cell holds and its style: a number where the text is one and stays the same when shown.

    In a form only amounts are numbers; in a list (`is_list`) counts are too.
    """
    text = inert(cell.text)
    if cell.role in ("amount", "total") or (is_list and cell.role == "value"):
        found = _number(cell, text)
        if found is not None:
            return found
    style = _TEXT_STYLES.get(cell.role, "table.centre")
    if cell.align:
        style = _aligned(cell, style)
    elif cell.role == "total" and not text.replace(".", "").isdigit():
        style = "total.text"
    return text or None, style


def _number(cell: TableCell, text: str) -> tuple[Drawable, str] | None:
    total = cell.role == "total"
    if _WHOLE.fullmatch(text):
        return int(text), "total.centre" if total else "table.number" if cell.role == "amount" else "table.centre"
    if _SIGNED.fullmatch(text):
        return Decimal(text), "total.points" if total else "table.points"
    if not total and cell.align == "centre" and _PLAIN.fullmatch(text):
        return Decimal(text), "amount.centre"
    if _GROUPED.fullmatch(text) and not cell.align:
        return Decimal(text.replace(",", "")), "total.amount" if total else "table.amount"
    if _PLAIN.fullmatch(text) and not total and not cell.align:
        return Decimal(text), "amount"
    return None


def _aligned(cell: TableCell, style: str) -> str:
    if cell.role == "total" and cell.align == "left":
        return "total.text"
    if cell.role not in ("value", "text", "amount"):
        return style
    return {"left": "table.text", "right": "table.right"}.get(cell.align, "table.centre")
