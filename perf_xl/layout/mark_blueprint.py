"""Marks in a workbook that is still to be drawn: it is drawn once, findings and all."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perf_xl.picture.blueprint import Blueprint, CellDrawing, Drawable, Formula, SheetDrawing
from perf_xl.picture.edit import Change, Edit, Mark, Redraw
from perf_xl.picture.grid import Spot


def marked(blueprint: Blueprint, changes: Sequence[Change]) -> Blueprint:
    """The blueprint after the changes of `layout.mark.marks`, which ask for no earlier content of a cell.

    Raises ValueError for a change to a sheet that is not there.
    """
    edits: dict[str, dict[Spot, Edit]] = {sheet.name: {} for sheet in blueprint.sheets}
    marks: dict[str, dict[Spot, Mark]] = {sheet.name: {} for sheet in blueprint.sheets}
    redrawn: dict[str, SheetDrawing] = {}
    for change in changes:
        if isinstance(change, Redraw) and change.drawing.name in edits:
            redrawn[change.drawing.name] = change.drawing
        elif isinstance(change, Edit) and change.sheet in edits:
            edits[change.sheet][change.row, change.column] = change
        elif isinstance(change, Mark) and change.sheet in marks:
            marks[change.sheet][change.row, change.column] = change
        else:
            raise ValueError(f"nothing to change in this blueprint: {change}")
    sheets = [_marked(redrawn.get(sheet.name, sheet), edits[sheet.name], marks[sheet.name]) for sheet in blueprint.sheets]
    return replace(blueprint, sheets=tuple(sheets))


def _marked(sheet: SheetDrawing, edits: dict[Spot, Edit], marks: dict[Spot, Mark]) -> SheetDrawing:
    if not edits and not marks:
        return sheet
    anchors = _anchors(sheet)
    cells = [_edited(cell, edits.pop((cell.row, cell.column), None)) for cell in sheet.cells]
    cells += [CellDrawing(*spot, _drawable(edit), "issue") for spot, edit in edits.items() if spot not in anchors]
    shown = {anchors.get(spot, spot): mark for spot, mark in marks.items()}
    return replace(sheet, cells=tuple(cells), fills=(*sheet.fills, *((*spot, mark.fill) for spot, mark in shown.items())),
                   notes=(*sheet.notes, *((*spot, mark.note) for spot, mark in shown.items() if mark.note)))


def _anchors(sheet: SheetDrawing) -> dict[Spot, Spot]:
    """Of every cell that a merged area covers, the cell that shows."""
    return {(row, column): (cell.row, cell.column) for cell in sheet.cells if cell.to
            for row in range(cell.row, cell.to[0] + 1) for column in range(cell.column, cell.to[1] + 1)}


def _edited(cell: CellDrawing, edit: Edit | None) -> CellDrawing:
    return CellDrawing(cell.row, cell.column, _drawable(edit), cell.style, cell.to) if edit else cell


def _drawable(edit: Edit) -> Drawable | Formula:
    """Marks write texts and formulas; times of day are for ledgers."""
    assert edit.after is None or isinstance(edit.after, str | int | float | Formula)
    return edit.after
