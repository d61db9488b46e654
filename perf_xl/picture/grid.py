"""A workbook as it was read: sheets, values, formulas, merges, names, places. No meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from msgspec import Struct, field

Value = str | float | int | bool | datetime | date | time | timedelta | None
Spot = tuple[int, int]    # row, column, from 1
_FAR = 3_000              # no table of ours has so many rows
_TALL = 64                # rows
_FEW = 200                # areas


class Area(NamedTuple):
    """A rectangle of cells, both corners included, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class DefinedName(Struct, frozen=True, gc=False):
    """A name of the workbook (`scope` '') or of one sheet, and the area it points at."""

    name: str
    scope: str
    sheet: str
    area: Area


class Later(Sequence[DefinedName]):
    """Names that are worked out when somebody asks for them: most readers of a workbook never do."""

    def __init__(self, make: Callable[[], tuple[DefinedName, ...]]) -> None:
        self._make = make

    @cached_property
    def _names(self) -> tuple[DefinedName, ...]:
        return self._make()

    def __getitem__(self, at: Any) -> Any:
        return self._names[at]

    def __len__(self) -> int:
        return len(self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._names == tuple(other)

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[DefinedName, ...]]]:
        return tuple, (self._names,)

    def __repr__(self) -> str:
        return repr(self._names)


class SheetGrid(Struct, frozen=True, dict=True):
    """One sheet. `rows` begins at A1; '' and None are both blank.

    `formulas` maps a spot to its text ('' where the reader did not keep the text); `uncached` are formulas whose
    result was never stored; `errors` are cells that show an error; `percents` are cells formatted as percentages
    (0.25 shows as 25%).
    """

    name: str
    rows: tuple[tuple[Value, ...], ...] = ()
    hidden: bool = False
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: Mapping[Spot, str] = field(default_factory=dict)
    uncached: frozenset[Spot] = frozenset()
    errors: Mapping[Spot, str] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()

    def at(self, row: int, column: int) -> Value:
        """The value of a cell; None for a blank one and for any cell beyond the picture."""
        rows = self.rows
        if 0 < row <= len(rows):
            line = rows[row - 1]
            if 0 < column <= len(line):
                value = line[column - 1]
                return None if value == "" else value
        return None

    def has_anything(self, row: int) -> bool:
        """Whether the row has a value, or a formula whose result was never stored."""
        return (0 < row <= len(self.rows) and bool(self.rows[row - 1])) or row in self._uncached_rows

    @cached_property
    def _uncached_rows(self) -> frozenset[int]:
        return frozenset(row for row, _ in self.uncached)

    @property
    def height(self) -> int:
        return len(self.rows)

    @cached_property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def numbers(self, first: int = 1, end: int | None = None) -> Iterator[int]:
        """Numbers of the rows from `first` on, before `end`; far down only those that hold something.

        One cell in the last row of a sheet must not make a million rows of work.
        """
        stop = self.height + 1 if end is None else end
        if stop <= _FAR:
            return iter(range(first, stop))
        return chain(range(first, _FAR), (row for row in self._filled_far_down if first <= row < stop))

    def columns(self, row: int) -> range:
        """Numbers of the columns of one row: a cell far to the right is the business of its own row."""
        return range(1, len(self.rows[row - 1]) + 1 if 0 < row <= len(self.rows) else 1)

    @cached_property
    def _filled_far_down(self) -> list[int]:
        found = {row for row, line in enumerate(self.rows[_FAR - 1:], _FAR) if line}
        found |= {row for row, _ in (*self.formulas, *self.errors) if row >= _FAR}
        return sorted(found)

    def merge_at(self, row: int, column: int) -> Area | None:
        """The merged area that covers a cell."""
        merged = self._merged
        if row in merged.by_row:
            for area in merged.by_row[row]:
                if area.left <= column <= area.right:
                    return area
        for area in merged.tall:
            if area.holds(row, column):
                return area
        return None

    @property
    def merged_to(self) -> int:
        """The rightmost column of all merged areas; 0 where there is none."""
        return self._merged.right

    @cached_property
    def _merged(self) -> _Merged:
        return _shared_merged(self.merges) if len(self.merges) <= _FEW else _merged(self.merges)

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and value of each cell that holds text, row by row."""
        for row, line in enumerate(self.rows, 1):
            for column, value in enumerate(line, 1):
                if isinstance(value, str) and value:
                    yield row, column, value


class _Merged(Struct, frozen=True, gc=False):
    """Merged areas by each row they touch; those of very many rows apart, so that a whole column costs nothing."""

    by_row: dict[int, list[Area]]
    tall: list[Area]
    right: int


def _merged(merges: tuple[Area, ...]) -> _Merged:
    by_row: defaultdict[int, list[Area]] = defaultdict(list)
    tall = []
    for area in merges:
        top, _, bottom, _ = area
        if top == bottom:
            by_row[top].append(area)
        elif bottom - top > _TALL:
            tall.append(area)
        else:
            for row in range(top, bottom + 1):
                by_row[row].append(area)
    return _Merged(by_row, tall, max([area.right for area in merges], default=0))


_shared_merged = lru_cache(maxsize=64)(_merged)      # tables of the same length have the same merged areas


class Grid(Struct, frozen=True, dict=True):
    """A workbook. `book` is its name as the user knows it; `properties` the document properties that were read.

    `has_macros`, `external_links` and `live_parts` tell what it holds that could run or reach out elsewhere: it never
    does here. `live_parts` are among 'dde', 'query', 'object', 'control'.
    """

    book: str
    sheets: tuple[SheetGrid, ...] = ()
    names: Sequence[DefinedName] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    has_macros: bool = False
    external_links: int = 0
    live_parts: tuple[str, ...] = ()

    def sheet(self, name: str) -> SheetGrid | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
