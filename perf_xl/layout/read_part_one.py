"""Reads the sheet 部门整体绩效目标: overall goal, themes, safeguards."""

from __future__ import annotations

from typing import TypeVar

from perf_xl.law.form_label import plain_label
from perf_xl.layout.cell_text import entry_at
from perf_xl.model.department import Safeguard, Theme
from perf_xl.model.entry import BLANK, Entry
from perf_xl.picture.grid import SheetGrid

_SECTIONS = {"一总体绩效目标": "overall", "二分项绩效目标": "themes", "三工作保障措施": "safeguards",
             "总体绩效目标": "overall", "分项绩效目标": "themes", "工作保障措施": "safeguards"}
_HEADERS = {"序号", "分项名称", "措施名称"}

_Row = TypeVar("_Row", Theme, Safeguard)
PartOne = tuple[Entry, tuple[Theme, ...], tuple[Safeguard, ...]]


def read_part_one(book: str, sheet: SheetGrid) -> PartOne:
    """Section labels and column headers are found by their text; rows in between may be inserted or left blank."""
    section = ""
    overall = BLANK
    themes: list[Theme] = []
    safeguards: list[Safeguard] = []
    columns: dict[str, int] = {}
    for row in sheet.numbers():
        filled = [entry for column in sheet.columns(row)
                  if not (entry := entry_at(book, sheet, row, column)).is_blank]
        if not filled:
            continue
        named = _SECTIONS.get(plain_label(filled[0].text)) if len(filled[0].text) < 20 else None
        if named:
            section, columns = named, {}
        elif plain_label(filled[0].text) in _HEADERS:
            columns = {plain_label(entry.text): entry.place.column for entry in filled}
        elif section == "overall":
            overall = overall if not overall.is_blank else filled[0]
        elif section == "themes" and columns:
            themes.append(Theme(*(_at(book, sheet, row, columns, name)
                                  for name in ("分项名称", "绩效目标", "绩效指标"))))
        elif section == "safeguards" and columns:
            safeguards.append(Safeguard(*(_at(book, sheet, row, columns, name) for name in ("措施名称", "具体内容"))))
    return overall, _filled(themes), _filled(safeguards)


def _at(book: str, sheet: SheetGrid, row: int, columns: dict[str, int], name: str) -> Entry:
    column = columns.get(name)
    return entry_at(book, sheet, row, column) if column else BLANK


def _filled(rows: list[_Row]) -> tuple[_Row, ...]:
    return tuple(row for row in rows if not row.title.is_blank or _second(row))


def _second(row: Theme | Safeguard) -> bool:
    if isinstance(row, Theme):
        return not (row.goal.is_blank and row.indicators.is_blank)
    return not row.text.is_blank
