"""Notes on cells: the line that tells ours from the user's, and a box that fits the text."""

from __future__ import annotations

import unicodedata
from math import ceil

HEADING = "【绩效校验】"       # the first line of our notes; LibreOffice loses the author, not the text
AUTHOR = "perf_xl"
FONT = "宋体"
SIZE = 9                      # points

_WIDE, _NARROW, _LINE, _EDGE = 12.0, 6.2, 16, 12      # pixels of a 9 point note
_NARROWEST, _WIDEST, _HIGHEST = 150, 330, 640


def headed(text: str) -> str:
    """The note as it is stored: our heading, then the text."""
    return f"{HEADING}\n{text}"


def box(text: str) -> tuple[int, int]:
    """Width and height in pixels of a box in which the whole text can be seen."""
    lines = [_pixels(line) for line in text.split("\n")]
    width = min(_WIDEST, max(_NARROWEST, ceil(max(lines)) + 2 * _EDGE))
    room = width - 2 * _EDGE
    rows = sum(max(1, ceil(line / room)) for line in lines)
    return width, min(_HIGHEST, rows * _LINE + 2 * _EDGE)


class _Widths(dict[str, float]):
    """Pixels of each sign, looked up once: the same few thousand come again and again."""

    def __missing__(self, sign: str) -> float:
        found = self[sign] = _WIDE if unicodedata.east_asian_width(sign) in "WFA" else _NARROW
        return found


_WIDTHS = _Widths()


def _pixels(line: str) -> float:
    return sum(map(_WIDTHS.__getitem__, line))
