"""The cells of text that rules on wording read: each with its field, its project and its indicator row.

Most cells are without fault, and many say the same. So all different texts are laid end to end, once a run, and a rule
asks for the cells that hold what its problem cannot do without - a bracket, a line break - before it looks closer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate
from operator import attrgetter

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.model.entry import Entry
from perf_xl.model.project import Project
from perf_xl.rules.context import Context

# 指标值 is left to the rules on target values.
_NO_FREE_TEXT = ("code", "unit", "value")
_BETWEEN = "\x1e"     # parts the texts: a blank that no sheet can hold


class TextCell(Struct, frozen=True, gc=False):
    """`project` and `indicator` are positions, None where the cell belongs to none."""

    entry: Entry
    field: str
    project: int | None = None
    indicator: int | None = None


class Cells:
    """Every filled cell of text, part 1 first."""

    def __init__(self, department: Department) -> None:
        self._projects = department.projects
        self._tables: list[int] = []        # where the entries of each project begin
        self._entries = _entries(department, self._tables)
        cells_by_text = defaultdict[str, list[int]](list)
        for position, entry in enumerate(self._entries):
            cells_by_text[entry.text].append(position)
        cells_by_text.pop("", None)
        self._positions = tuple(cells_by_text.values())
        self._texts = tuple(cells_by_text)
        self._whole = _BETWEEN.join(self._texts)
        self._starts = [0, *accumulate([len(text) + len(_BETWEEN) for text in self._texts])]

    def holding(self, *pieces: str, patterns: tuple[str, ...] = (), shapeless: bool = False,
                where: Callable[[str], object] | None = None) -> Iterator[TextCell]:
        """The cells in whose text any of the pieces stands, or any of the patterns is found.

        A pattern must not look beyond its own match, nor match a blank. `shapeless`: also those that hold a character
        which no font draws. `where` is asked of each text that comes into question.
        """
        numbers = {number for piece in pieces for number in self._numbers(piece)}
        numbers |= {bisect_right(self._starts, found.start()) - 1 for pattern in patterns for found in re.finditer(pattern, self._whole)}
        if shapeless and not _is_drawn(self._whole):
            numbers |= {number for number, text in enumerate(self._texts) if not _is_drawn(text)}
        return self._with(numbers if where is None else {number for number in numbers if where(self._texts[number])})

    def saying(self, test: Callable[[str], object]) -> Iterator[TextCell]:
        """The cells whose text passes a test; each text is tested once."""
        return self._with({number for number, text in enumerate(self._texts) if test(text)})

    def whose(self, test: Callable[[Entry], object]) -> Iterator[TextCell]:
        """The cells whose entry passes a test."""
        return (self._cell(position) for position, entry in enumerate(self._entries) if entry.text and test(entry))

    def _numbers(self, piece: str) -> Iterator[int]:
        """The numbers of the texts that hold the piece."""
        whole, starts = self._whole, self._starts
        place = whole.find(piece)
        while place >= 0:
            behind = bisect_right(starts, place)
            yield behind - 1
            place = whole.find(piece, starts[behind])

    def _with(self, texts: set[int]) -> Iterator[TextCell]:
        found = sorted(position for number in texts for position in self._positions[number])
        return map(self._cell, found)

    def _cell(self, position: int) -> TextCell:
        """Most cells are never asked for: what they are is told by where their entry stands."""
        entry, number = self._entries[position], bisect_right(self._tables, position) - 1
        if number < 0:
            return TextCell(entry, "department")
        at = position - self._tables[number]
        if at < len(_FIELDS_OF_TABLE):
            return TextCell(entry, _FIELDS_OF_TABLE[at], number)
        row, field = divmod(at - len(_FIELDS_OF_TABLE), len(_FIELDS_OF_ROW))
        return TextCell(entry, _FIELDS_OF_ROW[field], number, self._projects[number].indicators[row].index)


def all_cells(department: Department) -> Cells:
    """For `context.once`."""
    return Cells(department)


def cells(context: Context) -> Cells:
    """Every filled cell of text of the department."""
    return context.once(all_cells)


def is_free_text(cell: TextCell) -> bool:
    return cell.field not in _NO_FREE_TEXT


def between_han(text: str, start: int, end: int) -> bool:
    """Whether what stands there has a Chinese character on either side."""
    return start > 0 and end < len(text) and is_han(text[start - 1]) and is_han(text[end])


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_drawn(text: str) -> bool:
    return "".join(text.split()).isprintable()


_FIELDS_OF_TABLE = ("unit", "code", "name", "purpose", "goal")
_OF_TABLE = attrgetter("unit_body", "code", "name", "purpose", "goal_text")
_FIELDS_OF_ROW = ("level3", "description", "value", "evidence")
_OF_ROW = attrgetter(*_FIELDS_OF_ROW)


def _entries(department: Department, tables: list[int]) -> list[Entry]:
    """All cells of text in their order, blank ones too; where each table begins is put into `tables`."""
    found = [department.overall_goal]
    for theme in department.themes:
        found += (theme.title, theme.goal, theme.indicators)
    for safeguard in department.safeguards:
        found += (safeguard.title, safeguard.text)
    for project in department.projects:
        tables.append(len(found))
        found += _OF_TABLE(project)
        for row in project.indicators:
            found += _OF_ROW(row)
    return found


def heading(project: Project) -> Entry:
    """Where a finding about the table as a whole belongs: the title, or the corner of a table without one."""
    return project.title if not project.title.is_blank else Entry(place=project.place)
