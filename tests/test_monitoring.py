"""绩效监控: interim values entered in the workbook, read back, compared with the money, told in the forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.desk import progress_book
from perf_xl.law.threshold import monitoring_month
from perf_xl.layout import form
from perf_xl.model.target import read_target
from perf_xl.picture.edit import Edit
from perf_xl.progress.completion import completion_of

SAMPLE = Path(actions.__file__).parent / "sample"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("monitoring")
    actions.import_document(SAMPLE / "department.json", folder / "a.xlsx")
    return folder / "a.xlsx"


def entered(book: Path, target: Path, *cells: tuple[int, int, str]) -> actions.Opened:
    from perf_xl.hosts.files import FilesHost

    FilesHost(book, copy_to=target).apply([Edit(form.MONITORING, row, column, None, text, expects_before=False) for row, column, text in cells])
    return actions.open_department(target)


def test_what_a_unit_enters_comes_back_and_is_compared_with_the_money(book: Path, tmp_path: Path) -> None:
    opened = entered(book, tmp_path / "b.xlsx", (5, 7, "40次"), (5, 8, "80次"), (5, 9, "经费保障"), (5, 10, "资金未到"), (5, 11, "有可能"))
    interims, troubles = progress_book.interims_in(opened)
    assert troubles == ()
    assert [(spot, each.reached.text, each.cause.text, each.likelihood.text) for spot, each in interims.items()] == [
        ((0, 0), "40次", "经费保障", "有可能")]
    found = progress_book.paces(opened, progress_book.spending_in(opened), date(2023, 6, 30))
    share = completion_of(opened.department.projects[0].indicators[0].target, "40次")
    assert found.projects[0].completion == share
    assert (found.projects[0].goal_against_money is not None) == (share is not None)


def test_an_entry_whose_indicator_is_gone_is_told_of(book: Path, tmp_path: Path) -> None:
    opened = entered(book, tmp_path / "b.xlsx", (5, 5, "没有这个指标"), (5, 7, "40次"))
    interims, (trouble,) = progress_book.interims_in(opened)
    assert not interims
    assert (trouble.what, trouble.place.row) == ("spending.interim_unknown", 5)


def test_a_changed_target_still_finds_its_row(book: Path, tmp_path: Path) -> None:
    opened = entered(book, tmp_path / "b.xlsx", (6, 6, "≥1件"), (6, 7, "3"))
    assert list(progress_book.interims_in(opened)[0]) == [(0, 1)]


@pytest.mark.parametrize(("target", "reached", "percent"), [
    ("≥80百分比", "60%", "75"), ("≥80%", "90%", "100"), ("=100人", "25", "25"), ("≤5%", "6%", "0"), ("≤5%", "5%", "100"),
    ("≥100人", "3000元", None), ("良好", "良好", None), ("≥10次", "", None), ("≥10次", "-2次", "0")])
def test_how_far_an_indicator_is(target: str, reached: str, percent: str | None) -> None:
    assert completion_of(read_target(target), reached) == (None if percent is None else Decimal(percent))


def test_hebei_looks_back_in_june_others_in_july(book: Path) -> None:
    assert progress_book.monitoring_day(actions.open_department(book)) == date(2023, 6, 30)
    assert (monitoring_month("130600").month, monitoring_month("510923").month, monitoring_month("").month) == (6, 7, 7)
