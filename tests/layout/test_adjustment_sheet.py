"""预算调整 filled by hand: what counts, what is told of, and older workbooks without the sheet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.desk import spending_book
from perf_xl.hosts.files import FilesHost
from perf_xl.layout import form
from perf_xl.layout.ledger_sheet import draw_ledger
from perf_xl.layout.read_spending import read_ledger
from perf_xl.messages.say import sentence
from perf_xl.model.voucher import BudgetAdjustment, DaySum, Spending
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import SheetGrid

SAMPLE = Path(actions.__file__).parent / "sample" / "department.json"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> actions.Opened:
    folder = tmp_path_factory.mktemp("adjust")
    actions.import_document(SAMPLE, folder / "a.xlsx")
    code = actions.open_department(folder / "a.xlsx").department.projects[0].code.text
    rows: list[tuple[object, object, object, object]] = [
        (code, datetime(2023, 5, 8), 12.345678, "市财预〔2023〕5号"), (code, "2023-09-01", "-2", ""), (code, None, 1, "年初"),
        ("X" * 21, None, 1, ""), (code, "五月", 1, ""), (code, "2022-05-01", 1, ""), (code, None, "十万", ""), ("", None, 3, "")]
    edits = [Edit(form.ADJUSTMENTS, 5 + at, column, None, value, expects_before=False)     # type: ignore[arg-type]
             for at, row in enumerate(rows) for column, value in zip((1, 3, 4, 5), row, strict=True) if value not in (None, "")]
    FilesHost(folder / "a.xlsx", copy_to=folder / "b.xlsx").apply(edits)
    return actions.open_department(folder / "b.xlsx")


def test_what_counts(filled: actions.Opened) -> None:
    spending, _ = spending_book.spending_and_troubles(filled)
    code = filled.department.projects[0].code.text
    assert spending.adjustments == (
        BudgetAdjustment(code, date(2023, 1, 1), 1_000_000, "年初"), BudgetAdjustment(code, date(2023, 5, 8), 12_345_678, "市财预〔2023〕5号"),
        BudgetAdjustment(code, date(2023, 9, 1), -2_000_000))


def test_what_cannot_count_is_told_of_with_its_row(filled: actions.Opened) -> None:
    _, troubles = spending_book.spending_and_troubles(filled)
    assert [(each.what.removeprefix("spending.adjustment_"), each.place.row) for each in troubles] == [
        ("unknown_code", 8), ("no_date", 9), ("other_year", 10), ("no_amount", 11), ("no_code", 12)]
    assert all(sentence(each.what, **dict(each.facts)).startswith("“预算调整”第") for each in troubles)


def test_spending_of_a_project_that_is_gone_stays_on_the_ledger() -> None:
    drawn = draw_ledger((), Spending(2023, (DaySum("13060022P00R6BL100478", date(2023, 3, 5), 123),)))
    assert [cell.value for cell in drawn.cells if cell.row == 5 and cell.column in (1, 2)] == [
        "13060022P00R6BL100478", "（本工作簿没有这个项目）"]


def test_an_older_ledger_tells_of_adjustments_in_its_column() -> None:
    rows = (("支出台账",), ("",), ("最后一笔支出日期", datetime(2023, 3, 5)), ("项目编码", "项目名称", "预算单位", 1, 2, 3, "年内预算调整"),
            ("C1", "甲", "乙", None, 10.5, 20, 500))
    found = read_ledger("a.xlsx", SheetGrid(form.LEDGER, rows), 2023)
    assert found.adjustments == (BudgetAdjustment("C1", date(2023, 1, 1), 50_000),)
    assert found.sums == (DaySum("C1", date(2023, 2, 28), 1_050), DaySum("C1", date(2023, 3, 5), 2_000))
