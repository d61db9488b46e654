"""How many lines a text takes in a cell, and how high the row must be: spreadsheets do not fit merged cells."""

from __future__ import annotations

import math
import unicodedata

LINE = 15.0          # points a line of 10-point 宋体 takes
MAX_ROW = 405.0      # Excel's limit is 409.5
_WIDE = frozenset("WFA")


class _Widths(dict[str, int]):
    """Width of each letter, looked up once: the same few thousand come again and again."""

    def __missing__(self, letter: str) -> int:
        found = self[letter] = 2 if unicodedata.east_asian_width(letter) in _WIDE else 1
        return found


_WIDTHS = _Widths()


def text_width(text: str) -> float:
    """Width in characters of the default font: East Asian ones count two."""
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def line_count(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a cell `width` characters wide (a little is lost to the margins)."""
    usable = max(width - 1.2, 2.0)
    return sum(max(1, math.ceil(text_width(line) / usable)) for line in (text or " ").split("\n"))


def row_height(*cells: tuple[str, float], least: float = 20.0) -> float:
    """Height in points for a row whose cells hold (text, width in characters)."""
    lines = max(line_count(text, width) for text, width in cells)
    return min(MAX_ROW, max(least, lines * LINE + 4))


def split_height(text: str, width: float, least: float) -> list[float]:
    """Heights of as many rows as a long text needs when one row cannot be high enough; merged, they hold it."""
    needed = max(least, line_count(text, width) * LINE + 6)
    rows = math.ceil(needed / MAX_ROW)
    return [round(needed / rows, 1)] * rows
