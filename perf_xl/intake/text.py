"""A text export to pieces: a table cell per tab-led line, continued on lines without a tab.

Blank lines say nothing: they stand between rows and inside cells alike. What ends a table is a title, a 第…部分, or
the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.intake.headings import is_part_heading, title_of
from perf_xl.intake.labels import column_of, field_of, inline_field, is_money_caption
from perf_xl.intake.pieces import Cell, Paragraph, Piece, Pieces, trouble_at
from perf_xl.model.department import Trouble
from perf_xl.model.place import Place

_PAGE_NUMBER = re.compile(r"[\s\-—–_]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[\s\-—–_]*")
_SOFT_BREAKS = str.maketrans({"\v": "\n", "\u2028": "\n", "\u2029": "\n"})
# How many cells after a title are looked at for the labels that open a form.
_LOOK_AHEAD = 10


def read_text(text: str, book: str) -> Pieces:
    """Cut the text of a file into pieces. `book` is the file's name. Never raises."""
    lines = _lines(text)
    items: list[Piece] = []
    doubts: list[Trouble] = []
    last_number = 0
    cell: list[str] = []
    started = 0
    for index, line in enumerate(lines):
        if line.startswith("\t"):
            items.extend(_closed(cell, started, False))
            cell, started = [line[1:]], index + 1
            continue
        title = title_of(line)
        if cell and title and not _is_title(lines, index, title.number == last_number + 1):
            doubts.append(trouble_at("title_inside_cell", Place(book, "", index + 1), line))
        elif title or is_part_heading(line):
            items.extend(_closed(cell, started, True))
            cell = []
            last_number = (title.number if title else None) or last_number
            items.append(Paragraph(line, index + 1))
            continue
        if cell:
            cell.append(line)
        elif line.strip():
            items.append(Paragraph(line, index + 1))
    items.extend(_closed(cell, started, True))
    return Pieces(book, tuple(items), tuple(doubts))


def _lines(text: str) -> list[str]:
    """Lines as an editor counts them. A form feed is the edge of a page: a page number alone beside it goes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for index, line in enumerate(lines):
        if "\f" in line:
            before, _, after = line.partition("\f")
            number_above = index and not before.strip() and _PAGE_NUMBER.fullmatch(lines[index - 1])
            if number_above and not lines[index - 1].startswith("\t"):
                lines[index - 1] = ""
            before = "" if _PAGE_NUMBER.fullmatch(before) else before
            lines[index] = before + after.replace("\f", "")
    return [line.translate(_SOFT_BREAKS) for line in lines]


def _closed(cell: list[str], started: int, ends_table: bool) -> Iterator[Piece]:
    """The finished cell; behind the last one of a table, text after two blank lines is a paragraph of its own."""
    if not cell:
        return
    end = len(cell)
    if ends_table:
        end = next((index for index in range(1, len(cell) - 1)
                    if not cell[index].strip() and not cell[index + 1].strip()), end)
    yield Cell("\n".join(_without_blank_end(cell[:end])), started)
    for offset in range(end, len(cell)):
        if cell[offset].strip():
            yield Paragraph(cell[offset], started + offset)


def _without_blank_end(lines: list[str]) -> list[str]:
    """Blank lines behind a cell are the gap between rows."""
    while len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _is_title(lines: list[str], index: int, next_in_order: bool) -> bool:
    """Whether a line inside a cell that reads like a title is one: a form follows, or its number is the next."""
    seen = 0
    for line in lines[index + 1:]:
        if not line.startswith("\t"):
            if title_of(line):
                break
            continue
        seen += 1
        if column_of(line) in ("level1", "level2") or seen > _LOOK_AHEAD:
            break
        if field_of(line) in ("code", "name", "unit") or is_money_caption(line) or inline_field(line)[0]:
            return True
    return next_in_order
