"""What a workbook holds besides its nouns and a reviewer must know: hidden content, error values, foreign formulas,
links to elsewhere, macros, queries, embedded objects. Each is a Trouble; the FM rules show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from perf_xl.layout import form
from perf_xl.model.department import Trouble
from perf_xl.model.place import Place, column_letters
from perf_xl.picture.grid import Grid, SheetGrid, Spot

_TOLD_PER_SHEET = 20         # cells named one by one; the others are counted
_ELSEWHERE = r"[!\[|]|\b(?:HYPERLINK|WEBSERVICE|IMAGE|RTD|INDIRECT)\b"
_SHOWN = 60                  # characters of a formula


def besides_of_book(grid: Grid) -> Iterator[Trouble]:
    """About the workbook as a whole, and its sheets that nobody sees."""
    place = Place(grid.book)
    if grid.external_links:
        yield Trouble("layout.external_links", place, (("count", str(grid.external_links)),))
    if grid.has_macros:
        yield Trouble("layout.has_macros", place)
    for kind in grid.live_parts:
        yield Trouble("layout.signed" if kind == "signature" else f"layout.external_{kind}", place)
    for sheet in grid.sheets:
        if sheet.hidden and sheet.height and sheet.name not in form.HIDDEN_SHEETS:
            yield Trouble("layout.hidden_sheet", Place(grid.book, sheet.name), (("sheet", sheet.name),))
        if sheet.name in (form.COVER, form.PART_ONE):
            yield from _errors(grid.book, sheet, sheet.width + 1)


def besides_of_table(book: str, sheet: SheetGrid, aside: int, value_column: int, first_label: int) -> Iterator[Trouble]:
    """About the official table of one sheet, which ends left of column `aside`.

    The title above `first_label` and the values put together from their parts are formulas of the template.
    """
    if sheet.hidden_rows or sheet.hidden_columns:
        yield from _hidden(book, sheet, aside)
    if sheet.errors:
        yield from _errors(book, sheet, aside)
    foreign = [spot for spot, text in sheet.formulas.items() if spot[1] < aside and spot not in sheet.uncached
               and ((spot[0] >= first_label and spot[1] != value_column) or re.search(_ELSEWHERE, text, re.IGNORECASE))]
    yield from _named(book, sheet, foreign, "layout.formula_in_cell", "formula", sheet.formulas)


def _hidden(book: str, sheet: SheetGrid, aside: int) -> Iterator[Trouble]:
    filled = {(row, column) for row, line in enumerate(sheet.rows, 1)
              if row in sheet.hidden_rows or sheet.hidden_columns
              for column, value in enumerate(line[:aside - 1], 1) if value not in (None, "")}
    rows = sorted({row for row, _ in filled} & sheet.hidden_rows)
    columns = sorted({column for _, column in filled} & sheet.hidden_columns)
    if rows:
        yield Trouble("layout.hidden_rows", Place(book, sheet.name, rows[0], 1), (("rows", _runs(rows)),))
    if columns:
        names = "、".join(map(column_letters, columns))
        yield Trouble("layout.hidden_columns", Place(book, sheet.name, 1, columns[0]), (("columns", names),))


def _errors(book: str, sheet: SheetGrid, aside: int) -> Iterator[Trouble]:
    spots = [spot for spot in sheet.errors if spot[1] < aside]
    yield from _named(book, sheet, spots, "layout.error_value", "error", sheet.errors)


def _named(book: str, sheet: SheetGrid, spots: Iterable[Spot], what: str, fact: str,
           texts: Mapping[Spot, str]) -> Iterator[Trouble]:
    """The first cells one by one, the rest as a number."""
    listed = sorted(spots)
    for row, column in listed[:_TOLD_PER_SHEET]:
        yield Trouble(what, Place(book, sheet.name, row, column), ((fact, texts[row, column][:_SHOWN]),))
    if len(listed) > _TOLD_PER_SHEET:
        row, column = listed[_TOLD_PER_SHEET]
        yield Trouble(f"{what}_more", Place(book, sheet.name, row, column), (("count", str(len(listed) - _TOLD_PER_SHEET)),))


def _runs(numbers: list[int]) -> str:
    """5, 6, 7, 9 -> '5-7、9'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:30])
