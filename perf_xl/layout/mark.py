"""Findings become marks: a fill and a note at the cell, a line in 问题, a table on 校验结果."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.findings_sheet import CELL_COLUMN, SHEET_COLUMN, SHOWN, draw_findings
from perf_xl.layout.read_project import TableMap, find_table
from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.place import split_cell
from perf_xl.picture.blueprint import Formula
from perf_xl.picture.edit import Change, Edit, Mark, Redraw
from perf_xl.picture.grid import Grid, SheetGrid, Spot
from perf_xl.picture.remark import SYMBOLS, WAIVED, Remark

_CRITERIA = re.compile(r'"((?:[^"]|"")*)"')
Tables = dict[str, TableMap | None]      # by sheet, as far as they were looked for
_SIGNS = frozenset({*SYMBOLS.values(), WAIVED})
_GRAVITY = ("error", "warning", "info")


def marks(grid: Grid, remarks: Sequence[Remark], summary: str) -> tuple[Change, ...]:
    """Everything that shows the findings in the workbook, sheet by sheet; earlier marks of ours are taken off.

    A cell is marked once and a line of 问题 written once, so that a host needs few calls for each sheet.
    """
    sheets = {sheet.name: sheet for sheet in grid.sheets}
    tables: Tables = {}
    by_sheet: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.place.row and remark.place.sheet in sheets:
            by_sheet.setdefault(remark.place.sheet, []).append(remark)
    fills: dict[str, dict[Spot, Mark]] = {name: {} for name in sheets}
    lines: dict[str, dict[Spot, Edit]] = {name: {} for name in sheets}
    for old in clear_marks(grid, tables):
        if isinstance(old, Mark):
            fills[old.sheet][old.row, old.column] = old
        else:
            lines[old.sheet][old.row, old.column] = old
    for name, found in by_sheet.items():
        fills[name] |= {(mark.row, mark.column): mark for mark in _cell_marks(name, found)}
        lines[name] |= {(line.row, line.column): line for line in _issue_lines(sheets[name], found, tables)}
    changes: list[Change] = [Redraw(draw_findings(remarks, summary))]
    for name in sheets:
        changes += fills[name].values()
        changes += [line for _, line in sorted(lines[name].items())]
    changes += _counted(grid, remarks)
    return tuple(changes)


def _counted(grid: Grid, remarks: Sequence[Remark]) -> Iterator[Edit]:
    """The counts on 目录 are formulas; programs that do not calculate on opening see the stored results, so these
    are brought up to date."""
    contents = grid.sheet(form.CONTENTS)
    if contents is None:
        return
    counts = Counter((each.place.sheet, SHOWN[each.level]) for each in remarks if not each.waived)
    columns: Counter[int] = Counter()
    for (row, column), text in sorted(contents.formulas.items()):
        criteria = _CRITERIA.findall(text) if text.startswith("=COUNTIFS(") else []
        if len(criteria) == 2:
            sheet = criteria[0].replace('""', '"').replace("~*", "*").replace("~?", "?").replace("~~", "~")
            number = counts[sheet, criteria[1]]
            columns[column] += number
        elif column in columns and text.startswith("=SUM("):
            number = columns[column]
        else:
            continue
        yield Edit(form.CONTENTS, row, column, contents.at(row, column), Formula(text, number), expects_before=False)


def clear_marks(grid: Grid, tables: Tables | None = None) -> Iterator[Mark | Edit]:
    """Takes off fills and notes of the findings listed on 校验结果, and the texts of every 问题 column."""
    listed = grid.sheet(form.FINDINGS)
    tables = {} if tables is None else tables
    known = {sheet.name for sheet in grid.sheets}
    seen: set[tuple[str, Spot]] = set()
    for row in listed.numbers(FIRST_ROW) if listed else ():
        assert listed is not None
        name, cell = listed.at(row, SHEET_COLUMN), listed.at(row, CELL_COLUMN)
        try:
            spot = split_cell(str(cell))
        except ValueError:
            continue
        if isinstance(name, str) and name in known and (name, spot) not in seen:
            seen.add((name, spot))
            yield Mark(name, *spot)
    for sheet in grid.sheets:
        if sheet.name == form.EVALUATION:
            yield from _clear_column(sheet, form.EV_ISSUE)
        if sheet.name in form.OUR_SHEETS:
            continue
        table = _table_of(sheet, tables)
        if table and "issue" in table.columns:
            yield from _clear_column(sheet, table.columns["issue"])


def _clear_column(sheet: SheetGrid, column: int) -> Iterator[Edit]:
    for row in sheet.numbers():
        value = sheet.at(row, column)
        if isinstance(value, str) and value[:1] in _SIGNS:
            yield Edit(sheet.name, row, column, value, None, expects_before=False)


def _cell_marks(sheet: str, remarks: Sequence[Remark]) -> Iterator[Mark]:
    spots: dict[Spot, list[Remark]] = {}
    for remark in remarks:
        spots.setdefault((remark.place.row, remark.place.column), []).append(remark)
    for spot, here in spots.items():
        counting = [remark.level for remark in here if not remark.waived]
        gravest = min(counting, key=_GRAVITY.index, default="")
        yield Mark(sheet, *spot, fill=f"mark.{gravest}" if gravest else "", note="\n".join(map(_note, here)))


def _note(remark: Remark) -> str:
    waived = f"\n例外说明：{remark.waived}" if remark.waived else ""
    return f"{remark.symbol} {remark.code} {remark.message}\n怎么改：{remark.advice}\n依据：{remark.basis}{waived}"


def _issue_lines(sheet: SheetGrid, remarks: Sequence[Remark], tables: Tables) -> Iterator[Edit]:
    """One cell of 问题 per row; a finding in the title's row stands one row lower, under the heading."""
    table = _map_of(sheet, tables)
    if not table.header and sheet.name != form.EVALUATION:
        return          # without a heading over it a text beside the table would be read as a value of it
    column = table.columns.get("issue") or max([form.LAST, *table.columns.values()]) + 2
    if "issue" not in table.columns:
        yield Edit(sheet.name, table.header, column, sheet.at(table.header, column), form.ISSUE_LABEL, expects_before=False)
    lines: dict[int, list[Remark]] = {}
    for remark in remarks:
        row = remark.place.row
        while entry_at("", sheet, row, column).text == form.ISSUE_LABEL or row == table.header:
            row += 1
        if sheet.name == form.EVALUATION and _is_taken(sheet, row, column):
            continue
        lines.setdefault(row, []).append(remark)
    for row, here in lines.items():
        here.sort(key=lambda remark: (bool(remark.waived), _GRAVITY.index(remark.level)))
        text = "\n".join(map(issue_line, here))
        yield Edit(sheet.name, row, column, sheet.at(row, column), text, expects_before=False)


def issue_line(remark: Remark) -> str:
    """A finding in one line, as the column 问题 shows it."""
    return f"{remark.symbol} {remark.code} {remark.message}{remark.advice}"


def _map_of(sheet: SheetGrid, tables: Tables) -> TableMap:
    """Where 问题 stands: found on a project's sheet, known on 绩效自评, whose forms repeat their heads."""
    if sheet.name == form.EVALUATION:
        return TableMap(columns={"issue": form.EV_ISSUE})
    return _table_of(sheet, tables) or TableMap()


def _is_taken(sheet: SheetGrid, row: int, column: int) -> bool:
    """The numbers of 评分规则 stand in the same column; they stay, and the note at the cell is enough."""
    text = entry_at("", sheet, row, column).text
    return bool(text) and text[:1] not in _SIGNS


def _table_of(sheet: SheetGrid, tables: Tables) -> TableMap | None:
    if sheet.name not in tables:
        tables[sheet.name] = find_table(sheet)
    return tables[sheet.name]
