"""How many lines a table row will take: enough to decide where a page may break, before anything is set."""

from __future__ import annotations

import re
import unicodedata
from math import ceil

from perf_xl.report.report import Table, TableCell

# Above this a row may break over pages, or a head is too tall to be repeated on each page.
LINES_OF_A_ROW_KEPT_WHOLE = 30
LINES_OF_A_REPEATED_HEAD = 16


# The type area of the shipped page in points, less the title of a table and some room for other fonts.
TEXT_WIDTH = 453.5
LANDSCAPE_WIDTH = 700.0
_ROOM_FOR_A_TABLE = 560.0
POINTS = {"normal": 10.5, "small": 9.0}
_LINE, _PADDING = 1.34, 4.5     # from line to line in em, above and below a cell in points

_UNBROKEN = re.compile(r"[!-~]{8,}")


def ems(text: str) -> float:
    """The width of one line in em: a Chinese character is 1, a letter or digit about a half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text)


def cell_lines(cell: TableCell, room: float) -> int:
    """Lines of a cell that is `room` em wide inside its borders."""
    return sum(max(1, ceil(ems(line) / max(room, 1.0))) for line in cell.text.split("\n"))


def with_breaks(text: str, room: float) -> str:
    """The text with an invisible place to break in each run without one that is wider than `room` em."""
    def cut(run: re.Match[str]) -> str:
        word = run.group()
        each = max(1, int(room / 0.6))
        return word if ems(word) <= room else "\u200b".join(word[at:at + each] for at in range(0, len(word), each))

    return _UNBROKEN.sub(cut, text)


def columns_of(table: Table) -> list[list[int]]:
    """For each row the column (from 0) at which each of its cells begins."""
    busy = [0] * len(table.widths)
    starts = []
    for row in table.rows:
        begins, column = [], 0
        for cell in row:
            while column < len(busy) and busy[column] > 0:
                column += 1
            begins.append(column)
            for taken in range(column, min(column + cell.columns, len(busy))):
                busy[taken] = cell.rows
            column += cell.columns
        busy = [max(0, rows - 1) for rows in busy]
        starts.append(begins)
    return starts


def row_lines(table: Table, width: float) -> list[int]:
    """Lines of each row of a table that is `width` em wide. Cells that span rows count in their last row."""
    share = width / sum(table.widths)
    lines = [1] * len(table.rows)
    for number, (row, begins) in enumerate(zip(table.rows, columns_of(table), strict=True)):
        for cell, begin in zip(row, begins, strict=True):
            room = sum(table.widths[begin:begin + cell.columns]) * share - 1
            need = cell_lines(cell, room)
            last = min(number + cell.rows, len(lines)) - 1
            lines[last] = max(lines[last], need - sum(lines[number:last]))
    return lines


def stands_on_a_page(table: Table) -> bool:
    """Whether the table, with its title above, is likely to fit on one page."""
    points = POINTS[table.size]
    lines = row_lines(table, TEXT_WIDTH / points)
    return sum(each * _LINE * points + _PADDING for each in lines) <= _ROOM_FOR_A_TABLE


def repeated_rows(table: Table, lines: list[int]) -> int:
    """How many leading rows repeat on each page where only leading rows can (Word).

    Up to the header inside the table if that head is short, else only the first `header_rows`.
    """
    if table.header_at is None:
        return table.header_rows
    head = table.header_at + 1
    short = head < len(table.rows) and sum(lines[:head]) <= LINES_OF_A_REPEATED_HEAD
    return head if short else table.header_rows
