"""Reads 实际完成值 from whatever sheet has such a column: the self-evaluation's forms, or a plain list.

The project is named by a column 项目编码 of the same table, or by 项目编码 (failing that 项目名称) above the table.
"""

from __future__ import annotations

import itertools

from msgspec import Struct

from perf_xl.law.form_label import actual_column_named, column_named, field_named, plain_label
from perf_xl.layout.cell_text import entry_at
from perf_xl.picture.grid import Grid, SheetGrid


class ActualValue(Struct, frozen=True):
    """One 实际值 with what names its row. `project` is a code or a name."""

    project: str
    level3: str
    value: str


def read_actuals(grid: Grid) -> tuple[ActualValue, ...]:
    """Every filled-in 实际值 of a workbook, sheet by sheet, top to bottom."""
    return tuple(each for sheet in grid.sheets for each in _of_sheet(grid.book, sheet))


def _of_sheet(book: str, sheet: SheetGrid) -> list[ActualValue]:
    project = ""
    columns: dict[str, int] = {}
    found = []
    for row in sheet.numbers():
        texts = {column: entry_at(book, sheet, row, column).text for column in sheet.columns(row)}
        texts = {column: text for column, text in texts.items() if text}
        head = _head(texts)
        if head:
            columns = head
            continue
        named = _project_named(texts)
        if named:
            project, columns = named, {}
        elif columns:
            own = tuple(texts.get(columns.get(key, 0), "") for key in ("code", "level3", "actual"))
            if own[1] and own[2]:
                found.append(ActualValue(own[0] or project, own[1], own[2]))
    return found


def _head(texts: dict[int, str]) -> dict[str, int]:
    """The columns of a row that heads a table of actual values; empty for any other row."""
    head: dict[str, int] = {}
    for column, text in texts.items():
        if actual_column_named(text):
            head.setdefault("actual", column)
        elif column_named(text) == "level3":
            head.setdefault("level3", column)
        elif field_named(text) == "code":
            head.setdefault("code", column)
    return head if {"actual", "level3"} <= head.keys() else {}


def _project_named(texts: dict[int, str]) -> str:
    """What stands right of 项目编码, else right of 项目名称, in a row of the form's head."""
    by_label = {}
    columns = sorted(texts)
    for column, right in itertools.pairwise(columns):
        label = field_named(texts[column])
        if label in ("code", "name") and not field_named(texts[right]) and plain_label(texts[right]):
            by_label[label] = texts[right]
    return by_label.get("code") or by_label.get("name") or ""
