"""列表 (hidden): what the drop-downs offer."""

from __future__ import annotations

from perf_xl.law.frame import Frame
from perf_xl.law.reader import load
from perf_xl.layout import form
from perf_xl.model.monitoring import CAUSES, LIKELIHOODS
from perf_xl.picture.blueprint import CellDrawing, SheetDrawing
from perf_xl.picture.grid import Area


def draw_lists(frame: Frame) -> tuple[SheetDrawing, tuple[tuple[str, str, Area], ...]]:
    """The sheet, and a workbook-wide name for each list."""
    offered = load("offered")
    lists = (
        (form.LIST_LEVEL1, list(frame.level1)), (form.LIST_LEVEL2, list(frame.level2)),
        (form.LIST_SIGNS, offered["signs"]), (form.LIST_MEASURES, offered["measures"]),
        (form.LIST_EVIDENCE, offered["evidence"]), ("框架表", ["2015", "2021"]),
        (form.LIST_CAUSES, list(CAUSES)), (form.LIST_LIKELIHOODS, list(LIKELIHOODS)),
    )
    cells, names = [], []
    for column, (name, entries) in enumerate(lists, 1):
        cells.append(CellDrawing(1, column, name, "table.head"))
        cells += [CellDrawing(row, column, entry, "text") for row, entry in enumerate(entries, 2)]
        names.append((name, form.LISTS, Area(2, column, 1 + len(entries), column)))
    return SheetDrawing(name=form.LISTS, cells=tuple(cells), widths=tuple((column, 18.0) for column in range(1, len(lists) + 1)),
                        hidden=True, protect=True), tuple(names)
