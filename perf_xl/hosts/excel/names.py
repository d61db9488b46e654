"""The defined names of an open workbook. Names for anything but one plain area are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from perf_xl.model.place import column_letters, split_cell
from perf_xl.picture.grid import Area, DefinedName

_TARGET = re.compile(r"=(?:'((?:[^']|'')+)'|([^'!\[\](),]+))!\$?([A-Z]{1,3}\$?\d+)(?::\$?([A-Z]{1,3}\$?\d+))?")


def read_names(book: Any) -> tuple[DefinedName, ...]:
    """Names of the workbook and of its sheets, in the program's order."""
    return tuple(_names(book))


def _names(book: Any) -> Iterator[DefinedName]:
    for item in book.names:
        target = _TARGET.fullmatch(str(item.refers_to or ""))
        if not target:
            continue
        scope, _, name = str(item.name).rpartition("!")
        top, left = split_cell(target[3])
        bottom, right = split_cell(target[4]) if target[4] else (top, left)
        yield DefinedName(name, _unquoted(scope), _unquoted(target[1] or target[2]), Area(top, left, bottom, right))


def _unquoted(sheet: str) -> str:
    return sheet.strip("'").replace("''", "'")


def refers_to(sheet: str, area: Area) -> str:
    """What a name must refer to: ='项目 1'!$A$1:$B$2."""
    def corner(row: int, column: int) -> str:
        return f"${column_letters(column)}${row}"

    quoted = "'" + sheet.replace("'", "''") + "'"
    first, last = corner(area.top, area.left), corner(area.bottom, area.right)
    return f"={quoted}!{first}" if first == last else f"={quoted}!{first}:{last}"
