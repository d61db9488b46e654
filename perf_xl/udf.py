"""The worksheet functions PERF_…: each one line over a function of the core. A new one is one line in UDFS.

Arguments arrive as Excel has them: a value, or rows of a range. A range as first argument gives a range of answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from perf_xl.model.target import read_target

Cell = str | float | bool | None
Rows = tuple[tuple[Cell, ...], ...]


class NoAnswer(ValueError):
    """The cell shows #VALUE!; the text says why."""


@dataclass(frozen=True, slots=True)
class Udf:
    """`arguments` are name and explanation; those whose name ends in `?` may be left out."""

    name: str
    function: Callable[..., Cell | Rows]
    about: str
    arguments: tuple[tuple[str, str], ...]


_PARTS = {"sign": 0, "number": 1, "measure": 2, "符号": 0, "数值": 1, "计量单位": 2, "1": 0, "2": 1, "3": 2}


def target(text: Cell, part: Cell = None) -> Cell | Rows:
    """符号, 数值 and 计量单位 of a 指标值 side by side, or the one asked for. Raises NoAnswer for an unknown part."""
    read = read_target("" if text is None else str(text))
    parts = (read.sign, None if read.number is None else float(read.number), read.measure.usual)
    if part in (None, ""):
        return (parts,)
    word = f"{part:g}" if isinstance(part, float) else str(part)
    if word not in _PARTS:
        raise NoAnswer(word)
    return parts[_PARTS[word]]


UDFS: tuple[Udf, ...] = (
    Udf("PERF_TARGET", target, "拆开指标值：符号、数值、计量单位", (("text", "指标值"), ("part?", "符号、数值或计量单位；不写则三个都给"))),
)

ERROR = "#VALUE!"


def call(name: str, *arguments: Any) -> Any:
    """What VBA calls. Never raises: a mistake of the user becomes ERROR, which VBA turns into Excel's own."""
    function = next(udf.function for udf in UDFS if udf.name == name)
    first, *others = arguments
    if not isinstance(first, (tuple, list)):
        return _answer(function, first, *others)
    return tuple(tuple(_single(_answer(function, cell, *others)) for cell in row) for row in first)


def _answer(function: Callable[..., Cell | Rows], *arguments: Cell) -> Cell | Rows:
    try:
        return function(*arguments)
    except ValueError:
        return ERROR


def _single(answer: Cell | Rows) -> Cell:
    """Within a range of answers there is room for one value each: the first."""
    return answer[0][0] if isinstance(answer, tuple) else answer
