"""The port over an open workbook: Excel's, or LibreOffice's through the engine in `calc_engine`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from perf_xl.errors import Unusable
from perf_xl.hosts.excel import dialogs
from perf_xl.hosts.excel.draw import Palette, draw_sheet
from perf_xl.hosts.excel.names import read_names
from perf_xl.hosts.excel.properties import read_properties, write_property
from perf_xl.hosts.excel.quiet import quiet, unlocked
from perf_xl.hosts.excel.read import read_sheet
from perf_xl.hosts.excel.write import Colour, Held, colour, write_edits, write_marks
from perf_xl.hosts.shell import show_file
from perf_xl.hosts.workbooks import WORKBOOKS
from perf_xl.picture.edit import Change, Edit, Mark, Property, Redraw
from perf_xl.picture.grid import Grid

_MARK_STYLES = "mark."


class ExcelHost:
    """`book` is an xlwings Book. `palette` maps the names of styles to their looks; by default `layout.styles`."""

    def __init__(self, book: Any, palette: Palette | None = None) -> None:
        self.book = book
        self._palette = palette
        self._held: dict[str, Held] = {}       # what the last snapshot saw, sheet by sheet, and what was written since

    @property
    def path(self) -> Path:
        return Path(self.book.fullname)

    @property
    def palette(self) -> Palette:
        if self._palette is None:
            from perf_xl.layout.styles import STYLES

            self._palette = STYLES
        return self._palette

    def snapshot(self) -> Grid:
        """The workbook as it stands on the screen, saved or not."""
        with quiet(self.book.app):
            grid = Grid(book=self.book.name, sheets=tuple(read_sheet(sheet) for sheet in self.book.sheets),
                        names=read_names(self.book), properties=read_properties(self.book))
        self._held = {sheet.name: Held.seen(sheet) for sheet in grid.sheets}
        return grid

    def apply(self, changes: Sequence[Change]) -> list[Edit]:
        """Carry out the changes in order; returns the edits refused. Raises Unusable for a sheet that does not exist.

        Excel cannot undo what a program wrote: the journal and 撤销 do.
        """
        refused: list[Edit] = []
        self._find_sheets(changes)
        with quiet(self.book.app):
            for batch in _batches(changes):
                refused += self._apply(batch)
        return refused

    def _find_sheets(self, changes: Sequence[Change]) -> None:
        known = {sheet.name for sheet in self.book.sheets}
        for change in changes:
            if isinstance(change, Redraw):
                known.add(change.drawing.name)
            elif isinstance(change, Edit | Mark) and change.sheet not in known:
                raise Unusable("write.no_sheet", sheet=change.sheet)

    def _apply(self, batch: Sequence[Change]) -> list[Edit]:
        first = batch[0]
        if isinstance(first, Redraw):
            self._redraw(first)
            return []
        if isinstance(first, Property):
            write_property(self.book, first.name, first.value)
            return []
        sheet = self._sheet(first.sheet)
        with unlocked(sheet):
            if isinstance(first, Edit):
                return write_edits(sheet, [one for one in batch if isinstance(one, Edit)], self._held)
            write_marks(sheet, [one for one in batch if isinstance(one, Mark)], self._fill, self._mark_colours())
        return []

    def _redraw(self, change: Redraw) -> None:
        name = change.drawing.name
        existing = next((sheet for sheet in self.book.sheets if sheet.name == name), None)
        if existing is not None and existing.api.ProtectContents:
            existing.api.Unprotect("")
        self._held.pop(name, None)
        draw_sheet(self.book, change.drawing, self.palette)

    def _sheet(self, name: str) -> Any:
        return next(sheet for sheet in self.book.sheets if sheet.name == name)

    def _fill(self, style: str) -> Colour:
        return colour(self.palette[style].fill)

    def _mark_colours(self) -> frozenset[Colour]:
        return frozenset(colour(looks.fill) for name, looks in self.palette.items()
                         if name.startswith(_MARK_STYLES) and looks.fill)

    def show(self, text: str) -> None:
        """A line in the status bar: it neither stops the user nor waits for him."""
        self.book.app.status_bar = text or False

    def tell(self, text: str) -> None:
        """The sentence at the end of a command, as a dialog; the status bar is Excel's own again."""
        self.show("")
        dialogs.tell(self.book.app, text)

    def ask(self, question: str, options: Sequence[str]) -> int | None:
        """A numbered list in an input box; None when the user cancels."""
        return dialogs.choose(self.book.app, question, options)

    def ask_text(self, question: str, usual: str = "") -> str | None:
        return dialogs.type_line(self.book.app, question, usual)

    def pick_files(self, title: str, endings: Sequence[str], many: bool = True) -> list[Path]:
        return dialogs.pick_files(self.book.app, title, endings, many)

    def pick_folder(self, title: str) -> Path | None:
        return dialogs.pick_folder(self.book.app, title)

    def pick_target(self, title: str, usual: Path) -> Path | None:
        return dialogs.pick_target(self.book.app, title, usual)

    def open(self, path: Path) -> None:
        if path.suffix.lower() in WORKBOOKS:
            self.book.app.books.open(str(path))
        else:
            show_file(path)

    def go_to(self, sheet: str, row: int = 1, column: int = 1) -> None:
        found = next((one for one in self.book.sheets if one.name == sheet), None)
        if found is not None and found.visible in (True, -1, 1):
            found.activate()
            found.range((row, column)).select()


def _batches(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Neighbouring changes of one kind to one sheet; a cell that comes twice begins a new batch."""
    for kind, run in groupby(changes, lambda change: (type(change), getattr(change, "sheet", id(change)))):
        if kind[0] is not Edit:
            yield list(run)
            continue
        batch: list[Change] = []
        seen: set[tuple[int, int]] = set()
        for change in run:
            spot = (change.row, change.column) if isinstance(change, Edit) else (0, 0)
            if spot in seen:
                yield batch
                batch, seen = [], set()
            batch.append(change)
            seen.add(spot)
        yield batch
