"""Carries changes into a copy of a workbook that came from elsewhere. Only the parts concerned are written anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perf_xl.errors import Unusable
from perf_xl.hosts.formula_like import is_formula_like
from perf_xl.hosts.landing import check_target, land
from perf_xl.hosts.patch.cells import SheetCells, set_style
from perf_xl.hosts.patch.formulas import arrays, release
from perf_xl.hosts.patch.macros import drop_macros
from perf_xl.hosts.patch.notes import SheetNotes
from perf_xl.hosts.patch.package import Package
from perf_xl.hosts.patch.properties import set_property
from perf_xl.hosts.patch.redraw import redraw
from perf_xl.hosts.patch.styles import StyleTable
from perf_xl.hosts.patch.values import LONGEST_TEXT, date_format, still_holds, write_value
from perf_xl.hosts.patch.workbook import WorkbookPart
from perf_xl.model.place import cell_name
from perf_xl.picture.blueprint import Formula
from perf_xl.picture.edit import Change, Edit, Mark, Property, Redraw
from perf_xl.picture.grid import Area


def patch(source: Path, target: Path, changes: Sequence[Change]) -> list[Edit]:
    """Write a copy of `source` with the changes to `target`; gives the edits refused.

    An edit is refused when its cell no longer holds `before`, lies hidden in a merged area or is part of an array
    formula. Raises Unusable `write.…` when the source is no workbook, a sheet does not exist, a text does not fit
    or the target cannot be written; nothing is written then.
    """
    target = check_target(target, [source])
    try:
        content = source.read_bytes()
    except OSError as problem:
        raise Unusable("write.not_a_workbook", path=source) from problem
    written, refused = patched(content, changes, str(source))
    land(target, written, [source])
    return refused


def patched(content: bytes, changes: Sequence[Change], book: str = "") -> tuple[bytes, list[Edit]]:
    """The bytes of the changed workbook and the edits refused. Raises as `patch` does."""
    try:
        return _Patching(Package(content, book)).run(changes)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError) as problem:
        # A reader can pass over what is damaged; who changes a workbook must understand all that he touches.
        raise Unusable("write.damaged", path=book) from problem


class _Patching:
    """One run over one workbook: the sheets opened so far and what is to be done once at the end."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._book = WorkbookPart(package)
        self._epoch = self._book.epoch
        self._styles: StyleTable | None = None
        self._cells: dict[str, SheetCells] = {}
        self._notes: dict[str, SheetNotes] = {}
        self._arrays: dict[str, list[Area]] = {}
        self._values_changed = False
        self._formulas_changed = False

    def run(self, changes: Sequence[Change]) -> tuple[bytes, list[Edit]]:
        refused = []
        for change in changes:
            if isinstance(change, Edit):
                if not self._edit(change):
                    refused.append(change)
            elif isinstance(change, Mark):
                self._mark(change)
            elif isinstance(change, Redraw):
                self._redraw(change)
            elif isinstance(change, Property):
                set_property(self._package, change.name, change.value)
        for notes in self._notes.values():
            notes.finish()
        if self._formulas_changed:
            self._book.forget_calculation_order()
        if self._values_changed and self._has_formulas():
            self._book.recalculate_on_load()
        drop_macros(self._package, self._book)
        return self._package.written(), refused

    def _edit(self, edit: Edit) -> bool:
        part, cells = self._sheet(edit.sheet)
        row, column = edit.row, edit.column
        if cells.anchor(row, column) != (row, column):
            return False
        present = cells.find(row, column)
        if edit.expects_before and not still_holds(present, edit.before, self._book.strings, self._epoch):
            return False
        if any(area.holds(row, column) for area in self._array_areas(part, cells)):
            return False
        _check_length(edit)
        self._package.tree(part, change=True)
        cell = cells.make(row, column)
        if release(cells, cell, row, column) or isinstance(edit.after, Formula):
            self._formulas_changed = True
        shown = edit.after.value if isinstance(edit.after, Formula) else edit.after
        if date_format(shown):
            set_style(cell, self._style_table().formatted(cells.style(row, column), date_format(shown)))
        elif is_formula_like(edit.after):
            set_style(cell, self._style_table().quoted(cells.style(row, column)))
        write_value(cell, edit.after, self._epoch)
        self._values_changed = True
        return True

    def _mark(self, mark: Mark) -> None:
        part, cells = self._sheet(mark.sheet)
        row, column = cells.anchor(mark.row, mark.column)
        before = cells.style(row, column)
        table = self._style_table()
        after = table.marked(before, mark.fill) if mark.fill else table.unmarked(before)
        if after != before:
            self._package.tree(part, change=True)
            set_style(cells.make(row, column), after)
        if part not in self._notes:
            self._notes[part] = SheetNotes(self._package, part)
        self._notes[part].set(row, column, mark.note)

    def _redraw(self, change: Redraw) -> None:
        name = change.drawing.name
        part = self._book.sheet(name)
        if part in self._notes:
            self._notes.pop(part).finish()
        part = redraw(self._book, self._style_table(), change.drawing)
        self._cells.pop(part, None)
        self._arrays.pop(part, None)
        self._values_changed = self._formulas_changed = True

    def _sheet(self, name: str) -> tuple[str, SheetCells]:
        part = self._book.sheet(name)
        if not part or part not in self._package:
            raise Unusable("write.no_sheet", sheet=name)
        if part not in self._cells:
            self._cells[part] = SheetCells(self._package.tree(part))
        return part, self._cells[part]

    def _array_areas(self, part: str, cells: SheetCells) -> list[Area]:
        if part not in self._arrays:
            self._arrays[part] = arrays(cells)
        return self._arrays[part]

    def _style_table(self) -> StyleTable:
        if self._styles is None:
            root = self._package.tree(self._book.styles, change=True)
            self._styles = StyleTable(root, faithful=not self._book.saved_by_libreoffice())
        return self._styles

    def _has_formulas(self) -> bool:
        return any(sign in self._package.read(part) for part in self._book.worksheets() if part in self._package
                   for sign in (b"<f>", b"<f ", b":f>", b":f "))


def _check_length(edit: Edit) -> None:
    text = edit.after.value if isinstance(edit.after, Formula) else edit.after
    if isinstance(text, str) and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise Unusable("write.text_too_long", sheet=edit.sheet, cell=cell_name(edit.row, edit.column))
