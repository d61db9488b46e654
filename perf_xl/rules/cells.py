"""The cells of text that rules on wording read: each with its field, its project and its indicator row.

Most cells are without fault, and many say the same. So all different texts are laid end to end, once a run, and a rule
asks for the cells that hold what its problem cannot do without - a bracket, a line break - before it looks closer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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
        self._cells = tuple(_filled(department))
        cells_by_text: dict[str, list[int]] = {}
        for position, cell in enumerate(self._cells):
            text = cell[0].text
            if text in cells_by_text:
                cells_by_text[text].append(position)
            else:
                cells_by_text[text] = [position]
        self._positions = tuple(cells_by_text.values())
        self._texts = tuple(cells_by_text)
        self._whole = _BETWEEN.join(self._texts)
        self._starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in self._texts)]

    def holding(self, *pieces: str, patterns: tuple[str, ...] = (), shapeless: bool = False,
                where: Callable[[str], object] | None = None) -> Iterator[TextCell]:
        """The cells in whose text any of the pieces stands, or any of the patterns is found.

        A pattern must not look beyond its own match, nor match a blank. `shapeless`: also those that hold a character
        which no font draws. `where` is asked of each text that comes into question.
        """
        places = [place for piece in pieces for place in self._places(piece)]
        places += [found.start() for pattern in patterns for found in re.finditer(pattern, self._whole)]
        numbers = {bisect_right(self._starts, place) - 1 for place in places}
        if shapeless and not _is_drawn(self._whole):
            numbers |= {number for number, text in enumerate(self._texts) if not _is_drawn(text)}
        return self._with(numbers if where is None else {number for number in numbers if where(self._texts[number])})

    def saying(self, test: Callable[[str], object]) -> Iterator[TextCell]:
        """The cells whose text passes a test; each text is tested once."""
        return self._with({number for number, text in enumerate(self._texts) if test(text)})

    def whose(self, test: Callable[[Entry], object]) -> Iterator[TextCell]:
        """The cells whose entry passes a test."""
        return (TextCell(*cell) for cell in self._cells if test(cell[0]))

    def _places(self, piece: str) -> Iterator[int]:
        """One place in each text that holds the piece."""
        place = self._whole.find(piece)
        while place >= 0:
            yield place
            place = self._whole.find(piece, self._starts[bisect_right(self._starts, place)])

    def _with(self, texts: set[int]) -> Iterator[TextCell]:
        found = sorted(position for number in texts for position in self._positions[number])
        return (TextCell(*self._cells[position]) for position in found)


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


_FIELDS_OF_ROW = ("level3", "description", "value", "evidence")
_OF_ROW = attrgetter(*_FIELDS_OF_ROW)
_Cell = tuple[Entry, str, int | None, int | None]


def _filled(department: Department) -> list[_Cell]:
    parts = [department.overall_goal]
    parts += [entry for theme in department.themes for entry in (theme.title, theme.goal, theme.indicators)]
    parts += [entry for safeguard in department.safeguards for entry in (safeguard.title, safeguard.text)]
    found: list[_Cell] = [(entry, "department", None, None) for entry in parts if entry.text]
    for position, project in enumerate(department.projects):
        for entry, field in ((project.unit_body, "unit"), (project.code, "code"), (project.name, "name"),
                             (project.purpose, "purpose"), (project.goal_text, "goal")):
            if entry.text:
                found.append((entry, field, position, None))
        for row in project.indicators:
            index = row.index
            for entry, field in zip(_OF_ROW(row), _FIELDS_OF_ROW, strict=True):
                if entry.text:
                    found.append((entry, field, position, index))
    return found


def heading(project: Project) -> Entry:
    """Where a finding about the table as a whole belongs: the title, or the corner of a table without one."""
    return project.title if not project.title.is_blank else Entry(place=project.place)
