"""Cells against ranges: every argument is a value or the rows of a range, and the answers take the larger shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from perf_xl.layout.form import NODE_COLUMNS
from perf_xl.model.period import NODES
from perf_xl.udf.cells import Cell, NoAnswer

Rows = tuple[tuple[Any, ...], ...]
_FORM_WIDTH = 6      # B:G of a project sheet, where the first and the last node are merged over two columns


def rows_of(argument: Any) -> Rows | None:
    """The rows of a range; None for a single value."""
    if not isinstance(argument, tuple | list):
        return None
    return tuple(tuple(row) if isinstance(row, tuple | list) else (row,) for row in argument)


def plans_of(argument: Any) -> Rows:
    """A range as plans, one a row: four cells side by side, the merged cells of a project sheet, or one below the other."""
    rows = rows_of(argument) or ((argument,),)
    width = len(rows[0])
    if width == len(NODES):
        return tuple((row,) for row in rows)
    if width == _FORM_WIDTH:
        first = NODE_COLUMNS[NODES[0]][0]
        return tuple((tuple(row[NODE_COLUMNS[node][0] - first] for node in NODES),) for row in rows)
    if (len(rows), width) == (len(NODES), 1):
        return ((tuple(row[0] for row in rows),),)
    raise NoAnswer("no_plan", rows=str(len(rows)), columns=str(width))


def spread(function: Callable[..., Any], arguments: Sequence[Any], on_error: Callable[[NoAnswer], Cell]) -> Any:
    """The answer to single values, or the rows of answers. `arguments` are values, or rows of a range.

    Ranges must have the same height and width, or be one cell high or wide. Raises NoAnswer where they are not.
    """
    ranges = [argument for argument in arguments if isinstance(argument, tuple)]
    if not ranges:
        return _asked(function, arguments, on_error)
    height = _common([len(rows) for rows in ranges])
    width = _common([len(rows[0]) for rows in ranges])
    columns = [_flat(argument, height, width) for argument in arguments]
    try:
        answers = list(map(function, *columns))
    except NoAnswer:      # seldom: then one by one, so that the others keep their answers
        answers = [_asked(function, each, on_error) for each in zip(*columns, strict=True)]
    return tuple(zip(*[iter(answers)] * width, strict=True))


def _asked(function: Callable[..., Any], arguments: Sequence[Any], on_error: Callable[[NoAnswer], Cell]) -> Any:
    try:
        return function(*arguments)
    except NoAnswer as reason:
        return on_error(reason)


def _common(sizes: list[int]) -> int:
    largest = max(sizes)
    if any(size not in (1, largest) for size in sizes):
        raise NoAnswer("shapes")
    return largest


def _flat(argument: Any, height: int, width: int) -> list[Any]:
    if not isinstance(argument, tuple):
        return [argument] * (height * width)
    rows: Sequence[tuple[Any, ...]] = argument if len(argument) == height else argument * height
    if len(rows[0]) == 1:
        return [row[0] for row in rows] if width == 1 else [row[0] for row in rows for _ in range(width)]
    return list(_cells(rows))


def _cells(rows: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    for row in rows:
        yield from row
