"""A workbook held in memory: a host without a program, for tests and for rehearsals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from perf_xl.errors import Unusable
from perf_xl.layout.styles import STYLES
from perf_xl.picture.blueprint import Blueprint, CellDrawing, Drawable, Formula, Link, SheetDrawing
from perf_xl.picture.edit import Change, Edit, Mark, Property, Redraw
from perf_xl.picture.grid import Area, DefinedName, Grid, SheetGrid, Spot, Value

_PERCENT = frozenset(name for name, style in STYLES.items() if "%" in style.number_format)
# Files store two properties under other names than programs show them.
_STORED = {"author": "creator", "comments": "description"}
Answer = Callable[[str, Sequence[str]], int | None]


class MemoryHost:
    """Holds a Grid. `marks` keeps the last mark of each cell, `shown` what the user was told.

    Dialogs answer what the test put into `picked` (files, a folder or a target, one entry per dialog) and `typed`;
    `opened` and `seen` keep what was opened and gone to.
    """

    def __init__(self, grid: Grid, answer: Answer | None = None) -> None:
        self._grid = grid
        self._answer = answer
        self.marks: dict[tuple[str, int, int], Mark] = {}
        self.shown: list[str] = []
        self.picked: list[list[Path]] = []
        self.typed: list[str] = []
        self.opened: list[Path] = []
        self.seen: list[tuple[str, int, int]] = []

    @classmethod
    def from_blueprint(cls, blueprint: Blueprint, book: str = "memory.xlsx", answer: Answer | None = None) -> MemoryHost:
        """A workbook as a writer would draw it and a reader read it back."""
        sheets = tuple(map(grid_of, blueprint.sheets))
        names = [DefinedName(name, "", sheet, area) for name, sheet, area in blueprint.names]
        names += _names_of(blueprint.sheets)
        properties = {_stored(name): value for name, value in blueprint.properties}
        return cls(Grid(book, sheets, tuple(names), properties), answer)

    @property
    def path(self) -> Path:
        return Path(self._grid.book)

    def snapshot(self) -> Grid:
        return self._grid

    def apply(self, changes: Sequence[Change]) -> list[Edit]:
        """As the port says; nothing is changed when a sheet is missing. Raises Unusable("write.no_sheet")."""
        known = {sheet.name for sheet in self._grid.sheets}
        for change in changes:
            if isinstance(change, Redraw):
                known.add(change.drawing.name)
            elif isinstance(change, Edit | Mark) and change.sheet not in known:
                raise Unusable("write.no_sheet", sheet=change.sheet)
        return [change for change in changes if not self._carry_out(change) and isinstance(change, Edit)]

    def show(self, text: str) -> None:
        if text:
            self.shown.append(text)

    def ask(self, question: str, options: Sequence[str]) -> int | None:
        """What the caller's `answer` chooses; None where there is none."""
        return self._answer(question, options) if self._answer else None

    def ask_text(self, question: str, usual: str = "") -> str | None:
        return self.typed.pop(0) if self.typed else None

    def pick_files(self, title: str, endings: Sequence[str], many: bool = True) -> list[Path]:
        return self.picked.pop(0) if self.picked else []

    def pick_folder(self, title: str) -> Path | None:
        return next(iter(self.pick_files(title, ())), None)

    def pick_target(self, title: str, usual: Path) -> Path | None:
        return next(iter(self.pick_files(title, ())), None)

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def go_to(self, sheet: str, row: int = 1, column: int = 1) -> None:
        if self._grid.sheet(sheet):
            self.seen.append((sheet, row, column))

    def _carry_out(self, change: Change) -> bool:
        """False for an edit whose cell no longer holds what it should."""
        if isinstance(change, Redraw):
            self._redraw(change.drawing)
            return True
        if isinstance(change, Mark):
            self.marks[change.sheet, change.row, change.column] = change
            return True
        if isinstance(change, Property):
            self._set_property(change)
            return True
        sheet = self._grid.sheet(change.sheet)
        if sheet is None:
            return False
        covered = sheet.merge_at(change.row, change.column)
        if covered and (covered.top, covered.left) != (change.row, change.column):
            return False
        before = None if change.before == "" else change.before
        if change.expects_before and not is_same(sheet.at(change.row, change.column), before):
            return False
        self._put(_edited(sheet, change))
        return True

    def _redraw(self, drawing: SheetDrawing) -> None:
        names = [name for name in self._grid.names if name.scope != drawing.name]
        self._grid = replace(self._grid, names=(*names, *_names_of((drawing,))))
        self.marks = {place: mark for place, mark in self.marks.items() if place[0] != drawing.name}
        self._put(grid_of(drawing))

    def _set_property(self, change: Property) -> None:
        properties = dict(self._grid.properties)
        properties.pop(_stored(change.name), None)
        if change.value:
            properties[_stored(change.name)] = change.value
        self._grid = replace(self._grid, properties=properties)

    def _put(self, new: SheetGrid) -> None:
        sheets = self._grid.sheets
        if self._grid.sheet(new.name) is None:
            sheets = (*sheets, new)
        self._grid = replace(self._grid, sheets=tuple(new if old.name == new.name else old for old in sheets))


def grid_of(drawing: SheetDrawing) -> SheetGrid:
    """What a reader finds in a sheet that was drawn: values, merges, formulas, and which cells show percent. Other looks leave no trace here."""
    values: dict[Spot, Value] = {}
    formulas: dict[Spot, str] = {}
    uncached: set[Spot] = set()
    percents: set[Spot] = set()
    for cell in drawing.cells:
        spot, value = (cell.row, cell.column), cell.value
        if isinstance(value, Formula):
            formulas[spot] = _with_equals(value.text)
            if value.value is None:
                uncached.add(spot)
        values[spot] = _value(value)
        if cell.style in _PERCENT:
            percents.add(spot)
    return SheetGrid(drawing.name, _rows(values), drawing.hidden, tuple(_merges(drawing.cells)),
                     formulas=formulas, uncached=frozenset(uncached), percents=frozenset(percents))


def is_same(now: Value, expected: Value) -> bool:
    """Whether a cell still holds what was read: 1 and 1.0 are one number, '1' is text, True is no number."""
    return now == expected and isinstance(now, str | bool) == isinstance(expected, str | bool)


def _edited(sheet: SheetGrid, edit: Edit) -> SheetGrid:
    spot = edit.row, edit.column
    after = edit.after.value if isinstance(edit.after, Formula) else edit.after
    formulas = {place: text for place, text in sheet.formulas.items() if place != spot}
    uncached = sheet.uncached - {spot}
    if isinstance(edit.after, Formula):
        formulas[spot] = _with_equals(edit.after.text)
        uncached |= {spot} if after is None else set()
    errors = {place: text for place, text in sheet.errors.items() if place != spot}
    height, width = max(sheet.height, edit.row), edit.column
    lines = [list(line) for line in sheet.rows] + [[] for _ in range(height - sheet.height)]
    line = lines[edit.row - 1]
    line += [None] * (width - len(line))
    line[edit.column - 1] = _value(after)
    return replace(sheet, rows=tuple(map(tuple, lines)), formulas=formulas, uncached=uncached, errors=errors)


def _value(drawn: Drawable | Formula | Link | Value) -> Value:
    if drawn is None or isinstance(drawn, str):
        return drawn
    if isinstance(drawn, Formula):
        return _value(drawn.value)
    if isinstance(drawn, Link):
        return drawn.text
    return float(drawn) if isinstance(drawn, Decimal) else drawn


def _stored(name: str) -> str:
    return _STORED.get(name, name)


def _with_equals(text: str) -> str:
    return text if text.startswith("=") else f"={text}"


def _rows(values: dict[Spot, Value]) -> tuple[tuple[Value, ...], ...]:
    filled = [spot for spot, value in values.items() if value not in (None, "")]
    bottom, right = max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)
    lines: list[list[Value]] = [[None] * right for _ in range(bottom)]
    for (row, column), value in values.items():
        if value is not None and row <= bottom and column <= right:
            lines[row - 1][column - 1] = value
    return tuple(map(tuple, lines))


def _merges(cells: Iterable[CellDrawing]) -> list[Area]:
    return [Area(cell.row, cell.column, *cell.to) for cell in cells
            if cell.to and cell.to != (cell.row, cell.column)]


def _names_of(drawings: Iterable[SheetDrawing]) -> list[DefinedName]:
    return [DefinedName(name, drawing.name, drawing.name, area) for drawing in drawings for name, area in drawing.names]
