"""The spellings of amounts and dates that accountants meet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.intake.ledger_cells import day_of, money_of
from perf_xl.model.amount import MoneyUnit

YUAN, WAN = MoneyUnit.YUAN, MoneyUnit.WAN


@pytest.mark.parametrize(("cell", "unit", "fen"), [
    ("1,234,567.89", YUAN, 123_456_789), ("（1,000.00）", YUAN, -100_000), ("(1000)", YUAN, -100_000),
    ("１２３．４５", YUAN, 12_345), ("¥1,200.5", YUAN, 120_050), ("￥-3", YUAN, -300), ("-¥3", YUAN, -300),
    ("−5.00", YUAN, -500), ("100.00-", YUAN, -10_000), (" 12 000.00 ", YUAN, 1_200_000), ("0.1", YUAN, 10),
    (".5", YUAN, 50), ("1.2万元", YUAN, 1_200_000), ("12元", WAN, 1_200), ("0.000001", WAN, 1), ("1.2", WAN, 1_200_000),
    (1234.56, YUAN, 123_456), (0.1 + 0.2, YUAN, 30), (7, YUAN, 700), (Decimal("2.5"), WAN, 2_500_000), (0, YUAN, 0),
    ("+8", YUAN, 800), ("1e3", YUAN, None), ("abc", YUAN, None), ("1.2.3", YUAN, None), ("1,23", YUAN, None),
    (True, YUAN, None), (float("nan"), YUAN, None), (float("inf"), YUAN, None), ("9" * 70, YUAN, None), ("12 USD", YUAN, None),
])
def test_amounts(cell: object, unit: MoneyUnit, fen: int | None) -> None:
    money = money_of(cell, unit)
    assert (money.fen, money.blank) == (fen, False)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "——", "　", "–", "／"])
def test_nothing_is_blank_not_zero(cell: object) -> None:
    assert money_of(cell, YUAN).blank


def test_parts_below_one_fen_are_noticed() -> None:
    assert not money_of("1.005", YUAN).exact
    assert money_of("1.500", YUAN).exact
    assert not money_of("0.0000001", WAN).exact


@pytest.mark.parametrize("cell", [
    "2023-3-5", "2023-03-05", "2023/3/5", "2023.3.5", "2023年3月5日", "２０２３年３月５日", "20230305", 20230305, 20230305.0,
    "2023-03-05 10:20:30", "2023-03-05T00:00:00", "20230305102030", date(2023, 3, 5), datetime(2023, 3, 5, 9), 44990,
    44990.5, "44990", "2023 年 3 月 5 日"])
def test_dates(cell: object) -> None:
    assert day_of(cell) == date(2023, 3, 5)


@pytest.mark.parametrize("cell", [None, "", "23-3-5", "5/3/2023", "2023-13-01", "2023-02-30", "2023年3月", "三月五日",
                                  True, 12, "20231305", "合计"])
def test_what_is_no_certain_date(cell: object) -> None:
    assert day_of(cell) is None


@given(st.integers(-10**13, 10**13))
def test_every_amount_in_yuan_survives_its_usual_spellings(fen: int) -> None:
    whole, part = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    for text in (f"{sign}{whole}.{part:02d}", f"{sign}{whole:,}.{part:02d}", f"{sign}¥{whole:,}.{part:02d}"):
        assert money_of(text, YUAN).fen == fen
    if fen < 0:
        assert money_of(f"（{whole:,}.{part:02d}）", YUAN).fen == fen


@given(st.one_of(st.text(max_size=50), st.floats(), st.integers()))
def test_no_cell_breaks_the_reader(cell: object) -> None:
    money_of(cell, YUAN)
    day_of(cell)
