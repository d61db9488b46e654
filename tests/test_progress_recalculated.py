"""支出进度 without Python: LibreOffice recalculates the native formulas at every node, and each figure is Python's to the fen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from perf_xl import actions
from perf_xl.desk import progress_book, spending_book
from perf_xl.layout import form
from perf_xl.layout import progress_columns as at
from perf_xl.layout.progress_formulas import WORDS
from perf_xl.layout.progress_rows import Figures
from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.period import NODES
from perf_xl.model.voucher import BudgetAdjustment, Spending
from perf_xl.picture.edit import Edit
from tests.office import needs_office

pytestmark = needs_office
SAMPLE = Path(actions.__file__).parent / "sample"
FEN = Decimal("0.000001")
DATES = (date(2023, 2, 28), date(2023, 3, 31), date(2023, 5, 15), date(2023, 6, 30), date(2023, 9, 30), date(2023, 10, 31),
         date(2023, 12, 31))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year with adjustments of the budget: dated, undated, of a later month, with a minus."""
    from msgspec.structs import replace

    from perf_xl.hosts.files import FilesHost
    from perf_xl.layout.adjustment_sheet import draw_adjustments
    from perf_xl.picture.edit import Redraw

    folder = tmp_path_factory.mktemp("year")
    actions.import_document(SAMPLE / "department.json", folder / "a.xlsx")
    opened = actions.open_department(folder / "a.xlsx")
    loaded = spending_book.load_exports(opened, [SAMPLE / "vouchers_2023.csv"])
    codes = [project.code.text for project in opened.department.projects]
    changed = (BudgetAdjustment(codes[0], date(2023, 5, 8), 123_456_789, "市财预〔2023〕5号"),
               BudgetAdjustment(codes[0], date(2023, 9, 1), -50_000_001), BudgetAdjustment(codes[3], date(2023, 1, 1), 7),
               BudgetAdjustment(codes[5], date(2023, 12, 31), 1_000_000))
    loaded = replace(loaded, spending=replace(loaded.spending, adjustments=changed))
    spending_book.write_ledger(opened, loaded, folder / "b.xlsx")
    host = FilesHost(folder / "b.xlsx", copy_to=folder / "c.xlsx")
    host.apply([Redraw(draw_adjustments(changed, opened.department.projects))])
    undated = next(row for row in range(FIRST_ROW, FIRST_ROW + 4) if host.snapshot().sheet(form.ADJUSTMENTS).at(row, 1) == codes[3])     # type: ignore[union-attr]
    host.apply([Edit(form.ADJUSTMENTS, undated, 3, None, None, expects_before=False)])
    opened = actions.open_department(folder / "c.xlsx")
    found = progress_book.paces(opened, spending_book.spending_in(opened), date(2023, 3, 31))
    progress_book.write_progress(opened, found, spending_book.spending_in(opened), folder / "d.xlsx")
    return folder / "d.xlsx"


def test_every_project_and_node(book: Path, calc: Any) -> None:
    opened = actions.open_department(book)
    spending = spending_book.spending_in(opened)
    assert len(spending.adjustments) == 4
    sheet = calc.books.open(str(book)).sheets[form.PROGRESS]
    for as_of in DATES:
        sheet.range("B3").value = datetime(as_of.year, as_of.month, as_of.day)
        calc.calculate()
        shown = sheet.range(f"A1:AN{FIRST_ROW + 90}").value
        compare(shown, opened, spending, as_of)


def compare(shown: list[list[Any]], opened: actions.Opened, spending: Spending, as_of: date) -> None:
    figures = progress_book.figures(opened.department, progress_book.paces(opened, spending, as_of))
    rows = {row[at.number_of(at.CODE) - 1]: row for row in shown[FIRST_ROW - 1:]}
    for project in opened.department.projects:
        check(rows[project.code.text], figures.projects[project.code.text], (as_of, project.code.text))
    titled = [(row[0], row) for row in shown if row[0] == "合计"]
    check(titled[0][1], figures.total, (as_of, "合计"))
    below = shown[FIRST_ROW + len(opened.department.projects):]
    groups = {row[3]: row for row in below if row[3]}
    assert {*figures.units, *figures.fundings} <= groups.keys()
    for title, figure in (*figures.units.items(), *figures.fundings.items()):
        check(groups[title], figure, (as_of, title))
        assert groups[title][2] == figure.about


def check(row: list[Any], figure: Figures, what: object) -> None:
    """Amounts to the fen, points and percent as shown, lights as words."""
    def cell(letters: str) -> Any:
        return row[at.number_of(letters) - 1]

    amounts = {at.INITIAL: figure.initial, at.BUDGET: figure.budget, at.PLANNED: figure.planned, at.SPENT: figure.spent,
               at.NEEDED: figure.needed}
    for node in NODES:
        known = figure.nodes.get(node)
        amounts[at.NODE_PLANNED[node]] = known.planned if known else None
        amounts[at.NODE_SPENT[node]] = known.spent if known else None
    for letters, expected in amounts.items():
        assert fen(cell(letters)) == fen(expected), (what, letters, cell(letters), expected)
    points = {at.GAP: figure.gap, at.MEAN: figure.mean} | {at.NODE_SCORE[node]: known.points for node, known in figure.nodes.items()}
    for letters, expected in points.items():
        assert two(cell(letters)) == two(expected), (what, letters, cell(letters), expected)
    assert two(percent(cell(at.SPENT_SHARE))) == two(figure.spent_percent), what
    assert (cell(at.LIGHT) or "") == WORDS.get(figure.against_plan, ""), (what, figure.gap)
    assert (cell(at.TIME) or "") == WORDS.get(figure.against_time, ""), what


def fen(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(repr(value) if isinstance(value, float) else str(value)).quantize(FEN, ROUND_HALF_UP)


def two(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(repr(round(value, 11)) if isinstance(value, float) else str(value)).quantize(
        Decimal("0.01"), ROUND_HALF_UP)


def percent(value: Any) -> Any:
    return value * 100 if isinstance(value, float) else value
