"""Workbooks beside the standard one (日历, 指标库, 重点评价): sheets, and a hidden sheet for their drop-downs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perf_xl.layout import form
from perf_xl.picture.blueprint import Blueprint, CellDrawing, SheetDrawing
from perf_xl.picture.grid import Area


def side_book(sheets: Sequence[SheetDrawing], title: str, lists: Mapping[str, Sequence[str]] | None = None) -> Blueprint:
    """A workbook of these sheets; `lists` are named and stand on a hidden sheet."""
    cells, names = [], []
    for column, (name, entries) in enumerate((lists or {}).items(), 1):
        cells.append(CellDrawing(1, column, name, "table.head"))
        cells += [CellDrawing(row, column, entry, "text") for row, entry in enumerate(entries, 2)]
        names.append((name, form.LISTS, Area(2, column, 1 + len(entries), column)))
    hidden = [SheetDrawing(name=form.LISTS, cells=tuple(cells), hidden=True, protect=True)] if lists else []
    return Blueprint((*sheets, *hidden), tuple(names), (("title", title), ("subject", "预算绩效管理")), active=sheets[0].name)
