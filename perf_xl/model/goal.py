"""绩效目标: the numbered goals of one cell."""

from __future__ import annotations

import re

from msgspec import Struct

from perf_xl.model.entry import OUTER_BLANKS

# Characters that mean the same in front of a goal, so that the pattern needs no classes of them: those take longest to make.
_SAME = str.maketrans("　．（）①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", " 、()" + "①" * 20)
# A number that opens a line: 1. 1、 1． （1） (1) 一、 ①. A figure such as 1.5 or 2023年 does not count.
_NUMBERED = re.compile(r"^[ \t]*(?:(\d{1,2})\s*(?:、|\.(?!\d)|\.(?=\d+\s*$))|\(\s*(\d{1,2})\s*\)|(①))\s*", re.MULTILINE)
_ONLY_FIGURES = r"[ \t]*(\d{1,2})[.、]\s*(?=\d)"       # made when first asked for


class Goal(Struct, frozen=True, gc=False):
    """`number` is as printed, None where the goal carries none; `text` is without it, inner text untouched."""

    text: str
    number: int | None = None


def split_goals(cell_text: str) -> tuple[Goal, ...]:
    """Cut a 绩效目标 cell at the numbers that open its lines.

    Text before the first number is a goal without number. Line breaks inside a goal stay; blanks around it go.
    """
    if not cell_text.strip(OUTER_BLANKS):
        return ()
    plain = cell_text.translate(_SAME)
    openings = list(_NUMBERED.finditer(plain))
    if (not openings or openings[0].start() > 0) and plain.lstrip(" \t")[:1].isdecimal():
        first = re.match(_ONLY_FIGURES, plain)
        if first:
            openings.insert(0, first)
    if not openings:
        return (Goal(cell_text.strip(OUTER_BLANKS)),)
    goals = []
    head = cell_text[: openings[0].start()].strip(OUTER_BLANKS)
    if head:
        goals.append(Goal(head))
    ends = [opening.start() for opening in openings[1:]] + [len(cell_text)]
    for opening, end in zip(openings, ends, strict=True):
        goals.append(Goal(cell_text[opening.end():end].strip(OUTER_BLANKS), _number(cell_text, opening)))
    return tuple(goals)


def _number(cell_text: str, opening: re.Match[str]) -> int:
    place = opening.lastindex or 0
    digits = cell_text[opening.start(place):opening.end(place)]
    return int(digits) if digits.isdecimal() else ord(digits) - ord("①") + 1


def join_goals(goals: tuple[Goal, ...]) -> str:
    """The cell text for goals that come without one: `1.…` on a line each."""
    return "\n".join(f"{goal.number or index}.{goal.text}" for index, goal in enumerate(goals, 1))
