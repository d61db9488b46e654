"""列表 (hidden): what the drop-downs offer."""

from __future__ import annotations

from perf_xl.law.frame import Frame
from perf_xl.law.reader import load
from perf_xl.law.starter import suggestions
from perf_xl.layout import form
from perf_xl.model.monitoring import CAUSES, LIKELIHOODS
from perf_xl.picture.blueprint import CellDrawing, SheetDrawing
from perf_xl.picture.grid import Area

# At most so many names are suggested for one 二级指标: more cannot be looked over.
OFFERED_MOST = 24
Offered = tuple[tuple[str, tuple[str, ...]], ...]


def draw_lists(frame: Frame, offered_names: Offered = ()) -> tuple[SheetDrawing, tuple[tuple[str, str, Area], ...]]:
    """The sheet, and a workbook-wide name for each list. `offered_names` gives names of 三级指标 by 二级指标; without,
    those of the starter set are offered."""
    offered = load("offered")
    lists = (
        (form.LIST_LEVEL1, list(frame.level1)), (form.LIST_LEVEL2, list(frame.level2)),
        (form.LIST_SIGNS, offered["signs"]), (form.LIST_MEASURES, offered["measures"]),
        (form.LIST_EVIDENCE, offered["evidence"]), ("框架表", ["2015", "2021"]),
        (form.LIST_CAUSES, list(CAUSES)), (form.LIST_LIKELIHOODS, list(LIKELIHOODS)), *_names_by_level(frame, offered_names),
    )
    cells, names = [], []
    for column, (name, entries) in enumerate(lists, 1):
        cells.append(CellDrawing(1, column, name, "table.head"))
        cells += [CellDrawing(row, column, entry, "text") for row, entry in enumerate(entries, 2)]
        names.append((name, form.LISTS, Area(2, column, 1 + len(entries), column)))
    return SheetDrawing(name=form.LISTS, cells=tuple(cells), widths=tuple((column, 18.0) for column in range(1, len(lists) + 1)),
                        hidden=True, protect=True), tuple(names)


def _names_by_level(frame: Frame, offered_names: Offered) -> list[tuple[str, list[str]]]:
    """One list per 二级指标 that has any names, in the frame's order."""
    names = dict(offered_names or suggestions(frame.profile, OFFERED_MOST))
    return [(f"{form.LIST_OFFERED}{level2}", list(names[level2])) for level2 in frame.level2 if names.get(level2)]
