"""Every reader of a sheet, given pictures that no workbook should hold: it reads what it can and never fails."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl.actions import Opened, check
from perf_xl.demo import SAMPLE
from perf_xl.desk.spending_book import load_exports, spending_and_troubles
from perf_xl.errors import Unusable
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_read import read_xlsx
from perf_xl.journal import entries_for, last_action, read_journal, undo_edits
from perf_xl.layout import form
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.layout.journal_sheet import draw_journal
from perf_xl.layout.loads_sheet import read_sources
from perf_xl.layout.mark import clear_marks
from perf_xl.layout.monitoring_sheet import read_monitoring
from perf_xl.layout.read import read
from perf_xl.layout.read_actuals import read_actuals
from perf_xl.layout.read_settings import read_settings
from perf_xl.layout.seal_sheet import read_seal
from perf_xl.layout.settings_sheet import draw_settings
from perf_xl.model.as_json import from_json, to_json
from perf_xl.model.settings import Settings, offered
from perf_xl.picture.blueprint import Blueprint
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import Area, Grid, SheetGrid
from tests.fuzz.bases import small_department
from tests.fuzz.odd_texts import odd_text

VALUES = st.one_of(
    st.none(), st.integers(0, 1 << 40).map(lambda seed: odd_text(random.Random(seed))), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.integers(-10**20, 10**20).map(float), st.sampled_from([0.25, 100.0, 1e308, "", " ", "项目编码", "小计", "13060023P00001310001R"]))


@cache
def whole_grid() -> Grid:
    """The standard workbook with everything that a year puts into it."""
    blank = Opened(SAMPLE / "department.json", small_department())
    spending = load_exports(blank, [SAMPLE / "vouchers_2023.csv"]).spending
    book = standard_workbook(small_department(), BookOptions(spending=spending, settings=Settings((("mail.to", "a@b.cn"),))))
    journal = draw_journal([entry.row for entry in entries_for([Edit("1.项目", 5, 2, "旧", "新"), Edit("1.项目", 6, 2, 1.5, 2)], "修正", "2023-06-30 12:00:00")])
    kept = tuple(sheet for sheet in book.sheets if sheet.name != form.JOURNAL)
    return read_xlsx(drawn(Blueprint((*kept, journal), book.names)), "a.xlsx")


@st.composite
def disturbed(draw: st.DrawFn) -> Grid:
    """Some cells of some sheets say something else; rows come and go; areas, errors and percentages stand anywhere."""
    grid = whole_grid()
    sheets = list(grid.sheets)
    for at in draw(st.lists(st.integers(0, len(sheets) - 1), min_size=1, max_size=4)):
        sheets[at] = _disturbed_sheet(draw, sheets[at])
    return replace(grid, sheets=tuple(sheets), names=draw(st.sampled_from([grid.names, (), grid.names[:5]])))


def _disturbed_sheet(draw: st.DrawFn, sheet: SheetGrid) -> SheetGrid:
    rows = [list(row) for row in sheet.rows]
    for _ in range(draw(st.integers(1, 8))):
        row = draw(st.integers(0, max(len(rows) - 1, 0)))
        action = draw(st.integers(0, 9))
        if action == 0:
            rows[row:row] = [list(rows[row])] * draw(st.integers(1, 3)) if rows else [["x"]]
        elif action == 1:
            del rows[row:row + draw(st.integers(1, 3))]
        elif rows and rows[row]:
            rows[row][draw(st.integers(0, len(rows[row]) - 1))] = draw(VALUES)
    spot = st.tuples(st.integers(1, 40), st.integers(1, 12))
    area = st.builds(lambda a, b, c, d: Area(a, b, a + c, b + d), st.integers(1, 40), st.integers(1, 12), st.integers(0, 5), st.integers(0, 5))
    return replace(
        sheet, rows=tuple(map(tuple, rows)), merges=(*sheet.merges, *draw(st.lists(area, max_size=2))), hidden=draw(st.booleans()),
        uncached=sheet.uncached | draw(st.frozensets(spot, max_size=2)), percents=sheet.percents | draw(st.frozensets(spot, max_size=2)),
        errors={**sheet.errors, **dict.fromkeys(draw(st.frozensets(spot, max_size=2)), "#DIV/0!")},
        hidden_rows=draw(st.frozensets(st.integers(1, 40), max_size=2)))


def ask_everything(grid: Grid) -> None:
    """What the commands ask a workbook for. Refusals are sentences."""
    reading = read(grid)
    department = reading.department
    assert from_json(to_json(department)).codes == department.codes
    opened = Opened(SAMPLE / "a.xlsx", department, grid, reading.foreign_sheets, reading.settings)
    checked = check(opened, date(2023, 6, 30))
    assert not [outcome for outcome in checked.outcomes if outcome.outcome.value == "crashed"], checked.outcomes
    list(clear_marks(grid))
    read_settings(grid)
    read_actuals(grid)
    entries = read_journal(grid.sheet(form.JOURNAL))
    undo_edits(last_action(entries))
    for sheet in grid.sheets:
        read_sources(grid.book, sheet)
        read_monitoring(grid.book, sheet, department)
    for ask in (lambda: spending_and_troubles(opened), lambda: read_seal(grid)):
        try:
            ask()
        except Unusable as refused:
            assert refused.what


@settings(max_examples=120, deadline=None)
@given(disturbed())
def test_a_workbook_that_people_disturbed(grid: Grid) -> None:
    ask_everything(grid)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*form.OUR_SHEETS, "1.项目", "表"]), st.lists(st.lists(VALUES, max_size=10), max_size=12)), max_size=4,
                unique_by=lambda pair: pair[0]))
def test_sheets_of_anything(sheets: list[tuple[str, list[list[object]]]]) -> None:
    ask_everything(Grid("a.xlsx", tuple(SheetGrid(name, tuple(map(tuple, rows))) for name, rows in sheets)))


def test_the_undisturbed_workbook_is_asked_for_something() -> None:
    """The tests above would prove little over a picture in which nothing is found."""
    grid = whole_grid()
    assert len(read(grid).department.projects) == 1
    assert len(read_journal(grid.sheet(form.JOURNAL))) == 2
    assert read_settings(grid).text("mail.to") == "a@b.cn"
    opened = Opened(SAMPLE / "a.xlsx", read(grid).department, grid)
    assert spending_and_troubles(opened)[0].sums


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.sampled_from([each.key for each in offered()]),
                       st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40), max_size=8))
def test_settings_are_read_back_as_they_were_drawn(said: dict[str, str]) -> None:
    grid = read_xlsx(drawn(Blueprint((draw_settings(Settings().with_(said)),))), "a.xlsx")
    assert dict(read_settings(grid).filled) == said


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 30), VALUES, VALUES), min_size=1, max_size=6))
def test_undo_reads_back_what_the_journal_wrote(changes: list[tuple[int, int, object, object]]) -> None:
    """Type and value: what was a number is one again. Times and durations, which no field of ours holds, become texts."""
    plain = [Edit("1.项目", row, column, *(_keepable(value) for value in values)) for row, column, *values in changes]
    entries = entries_for(plain, "修正", "2023-06-30 12:00:00")
    grid = read_xlsx(drawn(Blueprint((draw_journal([entry.row for entry in entries]),))), "a.xlsx")
    back = undo_edits(last_action(read_journal(grid.sheet(form.JOURNAL))))
    assert [(edit.sheet, edit.row, edit.column) for edit in back] == [(edit.sheet, edit.row, edit.column) for edit in reversed(plain)]
    assert [(edit.after, edit.before) for edit in back] == [(edit.before, edit.after) for edit in reversed(plain)]


def _keepable(value: object) -> object:
    """What a cell of the journal can hold unchanged."""
    if isinstance(value, bool | time | timedelta):
        return "是"
    if isinstance(value, float):
        return round(value, 4) if abs(value) < 1e9 else 1.5
    if isinstance(value, datetime | date):
        return "2023-06-30"
    return value if isinstance(value, str) and value.isprintable() and value.strip() and "_x" not in value and len(value) < 200 else None
