"""Cells below the heading of the indicator table, cut into rows.

A Word file knows its rows. A text export only has the order of the cells: a row is as wide as the heading, and where
that does not come out, the words of the 一级指标 and 二级指标 tell where the next row begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from perf_xl.intake.columns import Columns
from perf_xl.intake.labels import column_of, is_level1, is_level2, is_level_shaped
from perf_xl.intake.pieces import Cell


class Row(Struct, frozen=True):
    """One row: a cell (or None) for each column, and the cells that found no column. `fits`: as wide as the heading."""

    cells: tuple[Cell | None, ...]
    surplus: tuple[Cell, ...] = ()
    fits: bool = True

    @property
    def first(self) -> Cell:
        return next(cell for cell in (*self.cells, *self.surplus) if cell is not None)


def cut_rows(cells: Sequence[Cell], columns: Columns) -> Iterator[Row]:
    """The rows below the heading, repeated headings and wholly blank rows left out."""
    if not cells:
        return
    known = cells[0].table > 0 and bool(columns.edges)
    for row in _word_rows(cells, columns) if known else _text_rows(cells, columns):
        held = [cell for cell in (*row.cells, *row.surplus) if cell is not None and not cell.is_blank]
        if held and not _is_heading(held):
            yield row


def _is_heading(held: Sequence[Cell]) -> bool:
    kinds = {column_of(cell.text) for cell in held[:4]}
    return {"level1", "level2"} <= kinds


def _word_rows(cells: Sequence[Cell], columns: Columns) -> Iterator[Row]:
    for _, group in groupby(cells, key=lambda cell: (cell.table, cell.line)):
        row = list(group)
        # A table continued on the next page may have a grid of its own: count its cells instead.
        counted = len(row) == columns.width
        placed: list[Cell | None] = [None] * columns.width
        surplus = []
        for index, cell in enumerate(row):
            position = index if counted else columns.position(cell)
            if placed[position] is None:
                placed[position] = cell
            elif not cell.is_blank:
                surplus.append(cell)
        alone = len(row) == 1 and columns.width > 1
        if alone:
            yield Row((None,) * columns.width, (row[0],), False)
        else:
            yield Row(tuple(placed), tuple(surplus), not surplus)


def _text_rows(cells: Sequence[Cell], columns: Columns) -> Iterator[Row]:
    start = 0
    while start < len(cells):
        end = start + columns.width
        if not _may_open(cells, end, columns):
            end = next((index for index in range(start + 1, len(cells)) if _opens(cells, index, columns)), len(cells))
        while start < end:
            row = cells[start:min(start + columns.width, end)]
            yield _fitted(row, columns)
            start += len(row)


def _may_open(cells: Sequence[Cell], index: int, columns: Columns) -> bool:
    """Whether nothing speaks against a row beginning here."""
    if index == len(cells):
        return True
    one, two = columns.at("level1"), columns.at("level2")
    if index + max(one, two) >= len(cells):
        return False
    if column_of(cells[index + max(one, 0)].text) in ("level1", "level2"):
        return True
    first = one < 0 or cells[index + one].is_blank or _level1(cells[index + one])
    second = two < 0 or cells[index + two].is_blank or is_level2(cells[index + two].text)
    known_first = one >= 0 and _level1(cells[index + one]) and not is_level2(cells[index + one].text)
    shaped = two >= 0 and is_level_shaped(cells[index + two].text)
    return first and (second or known_first or shaped)


def _opens(cells: Sequence[Cell], index: int, columns: Columns) -> bool:
    """Whether a row surely begins here: a 二级指标 in its place - or at the very front, its neighbour being lost."""
    one, two = columns.at("level1"), columns.at("level2")
    if two < 0 or index + two >= len(cells):
        return False
    if is_level2(cells[index + two].text):
        return one < 0 or cells[index + one].is_blank or _level1(cells[index + one])
    return _level1_lost(cells[index:], columns) and bool(cells[index].text)


def _level1_lost(row: Sequence[Cell], columns: Columns) -> bool:
    front = max(columns.at("level1"), 0)
    return len(row) > front and is_level2(row[front].text) and not is_level1(row[front].text)


def _level1(cell: Cell) -> bool:
    return is_level1(cell.text) or (is_level_shaped(cell.text) and not is_level2(cell.text))


def _fitted(row: Sequence[Cell], columns: Columns) -> Row:
    """A row under its columns from the left; a lost 一级指标 leaves its place free."""
    if len(row) == columns.width:
        return Row(tuple(row))
    if columns.width - len(row) > columns.width // 2:
        return Row((None,) * columns.width, tuple(row), False)
    front = max(columns.at("level1"), 0)
    lost = _level1_lost(row, columns)
    placed: list[Cell | None] = list(row)
    if lost:
        placed.insert(front, None)
    placed += [None] * (columns.width - len(placed))
    return Row(tuple(placed), (), False)
