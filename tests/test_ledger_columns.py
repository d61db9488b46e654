"""Large ledgers column by column: what it is certain of is what the careful way says, whatever the program that wrote the file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perf_xl.errors import PerfError
from perf_xl.hosts import xlsx_rows
from perf_xl.hosts.xlsx_rows import LargeSheet, large_sheets
from perf_xl.hosts.xlsx_shared_texts import ROOM, shared_texts
from perf_xl.hosts.xlsx_stream import shared_strings_in
from perf_xl.hosts.xlsx_text import Odd
from perf_xl.intake import ledger_sums
from perf_xl.intake.ledger import read_ledgers
from perf_xl.intake.ledger_ahead import Begun, ahead
from perf_xl.intake.ledger_cells import day_of, money_of
from perf_xl.intake.ledger_columnwise import PADDING, KnownKeys, Texts, amounts, padded, text_keys, whole_numbers, ymd
from perf_xl.intake.ledger_keys import text_key
from perf_xl.intake.ledger_sheets import NumberColumn
from perf_xl.model.amount import MoneyUnit
from tests.hosts.crafted import shared_xml
from tests.ledger_files import PROJECTS
from tests.ledger_sheets import odd_book

PIECE = 3_000


def told(path: Path) -> object:
    """Everything that comes of reading the book, and of reading it again; or why it is refused."""
    try:
        reading = read_ledgers([path], 2023, PROJECTS)
        return reading, read_ledgers([path], 2023, PROJECTS, before=reading.fingerprints)
    except PerfError as refused:
        return refused.what, refused.facts


def small_pieces(sheet: LargeSheet) -> Iterator[bytes]:
    for chunk in sheet.book.package.chunks(sheet._part):
        yield from (chunk[at:at + PIECE] for at in range(0, len(chunk), PIECE))


def never(_: LargeSheet) -> Iterator[object]:
    raise Odd
    yield


@pytest.mark.parametrize("seed", range(40))
def test_columns_and_the_parser_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(xlsx_rows, "large_sheets", lambda path, from_mb: large_sheets(path, -1))
    path = tmp_path / "a.xlsx"
    path.write_bytes(odd_book(seed))
    monkeypatch.setattr(LargeSheet, "_chunks", small_pieces)
    by_columns = told(path)
    monkeypatch.setattr(LargeSheet, "cuts", never)
    assert told(path) == by_columns


def test_most_of_these_books_are_read_in_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LargeSheet, "_chunks", small_pieces)
    whole, broken_off = 0, 0
    for seed in range(60):
        path = tmp_path / f"{seed}.xlsx"
        path.write_bytes(odd_book(seed))
        sheet, = large_sheets(path, -1) or []
        pieces = 0
        try:
            for _ in sheet.cuts():
                pieces += 1
            whole += 1
        except Odd:
            broken_off += pieces > 0
    assert whole > 30
    assert broken_off > 5, "no book changes from columns to the parser in its midst"


@pytest.mark.parametrize("items", [
    ("<t>甲</t>", "<t></t>", '<t xml:space="preserve"> 乙 </t>'), ("<t>甲 &amp; 乙</t>", "<t>_x0041_</t>", "<t>丙</t>"),
    ("<r><t>甲</t></r><r><t>乙</t></r>", "<t>丙</t><rPh><t>ピン</t></rPh>", "<t/>"), (), ("<t>甲\r\n乙</t>",), ("<!-- -->", "<t>甲</t>")])
@pytest.mark.parametrize("size", [7, 1 << 20])
def test_shared_texts_are_those_of_the_small_reader(items: tuple[str, ...], size: int) -> None:
    xml = shared_xml(*items, *("<t>更多</t>" for _ in range(50))).encode()
    found = shared_texts(lambda: (xml[at:at + size] for at in range(0, len(xml), size)))
    assert list(found) == shared_strings_in((xml,))
    with pytest.raises(IndexError):
        found[len(found)]


def test_buffers_of_sheets_have_the_room_that_columns_need() -> None:
    assert ROOM >= PADDING


def column(*texts: str) -> Texts:
    """The texts one behind the other, nothing between them."""
    spelled = [text.encode() for text in texts]
    ends = PADDING + np.cumsum([len(text) for text in spelled])
    return Texts(np.frombuffer(padded(b"".join(spelled)), np.uint8), ends - [len(text) for text in spelled], ends)


DIGITS = st.text("0123456789.,-", max_size=20)


@given(st.lists(DIGITS, min_size=1, max_size=6), st.sampled_from(MoneyUnit))
@example(["12345678", "1,234.56", "-0.01", "1,23", "123456789012.5", ".5", "5.", "1.2.3", "--1"], MoneyUnit.YUAN)
def test_amounts_are_those_of_single_cells(texts: list[str], unit: MoneyUnit) -> None:
    fen, certain = amounts(column(*texts), 2 if unit is MoneyUnit.YUAN else 6)
    for text, value, sure in zip(texts, fen.tolist(), certain.tolist(), strict=True):
        if sure:
            assert money_of(text, unit).fen == value, text


@given(st.lists(st.floats(-1e13, 1e13) | st.decimals(-10**11, 10**11, places=2).map(float), min_size=1, max_size=6))
@example([0.1 + 0.2, 1.1, 1e-5, 0.005, 99999999999.99])
def test_binary_amounts_are_those_of_single_cells(values: list[float]) -> None:
    fen, certain = NumberColumn(column(*map(repr, values)), False, day_of("1899-12-30")).amounts(2)  # type: ignore[arg-type]
    for value, found, sure in zip(values, fen.tolist(), certain.tolist(), strict=True):
        money = money_of(value, MoneyUnit.YUAN)
        if sure:
            assert (money.fen, money.exact) == (found, True), value
        elif money.exact and len(repr(value)) < 16 and abs(value) < 1e11 and "e" not in repr(value):
            pytest.fail(f"{value} is plain, and goes the slow way")


@given(st.lists(st.from_regex(r"[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}( 10:00)?|[0-9]{8}|[0-9/ -]{0,12}", fullmatch=True), min_size=1, max_size=6))
@example(["2023-03-05", "2023-12-31"])
@example(["2023/03/05", "2023/0a/05", "2023/ 3/05", "2023/03/5x"])
@example(["2023a03-05"] * 2)
def test_dates_are_those_of_single_cells(texts: list[str]) -> None:
    dates, certain = ymd(column(*texts))
    for text, value, sure in zip(texts, dates.tolist(), certain.tolist(), strict=True):
        day = day_of(text)
        if sure and day is not None:
            assert day.year * 10_000 + day.month * 100 + day.day == value, text


@given(st.lists(st.from_regex(r"2023[-./][0-9a ][0-9][-./][0-9][0-9x]", fullmatch=True), min_size=1, max_size=6))
@example(["2023-03-05", "2023-0a-05", "2023-03-0/"])
def test_dates_of_one_year_are_as_certain_as_others(texts: list[str]) -> None:
    alone, among_others = ymd(column(*texts)), ymd(column(*texts, "20220101"))
    assert [found.tolist() for found in alone] == [found[:-1].tolist() for found in among_others]


@given(st.lists(st.text("0123456789", max_size=18), min_size=1, max_size=6))
def test_whole_numbers(texts: list[str]) -> None:
    values, certain = whole_numbers(column(*texts))
    assert certain.tolist() == [1 <= len(text) <= 16 for text in texts]
    assert [value for value, sure in zip(values.tolist(), certain.tolist(), strict=True) if sure] == [
        int(text) for text in texts if 1 <= len(text) <= 16]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
@example(["ZF20230001", "ZF20230002"])
@example(["一般公共预算"] * 3)
@example(["x" * 40] * 2)
@example(["x" * 41] * 2)
def test_keys_are_those_of_single_texts(texts: list[str]) -> None:
    keys, certain = text_keys(column(*texts), 40)
    for text, key, sure in zip(texts, keys.tolist(), certain.tolist(), strict=True):
        assert sure is (0 < len(text.encode()) <= 40)
        assert not sure or key == text_key(text.encode())


@given(st.sets(st.integers(0, 2**64 - 1), min_size=1, max_size=5), st.lists(st.integers(0, 2**64 - 1), max_size=5), st.booleans())
def test_known_keys_are_found_and_no_others(known: set[int], others: list[int], crowded: bool) -> None:
    keys = [*known, min(known) ^ 1] if crowded and min(known) ^ 1 not in known else [*known]
    asked = [*others, *keys]
    places, there = KnownKeys(keys).places(np.array(asked, np.uint64))
    assert there.tolist() == [key in keys for key in asked]
    assert [keys[place] for place, found in zip(places.tolist(), there.tolist(), strict=True) if found] == [key for key in asked if key in keys]


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=5), max_size=8), st.integers(1, 6))
def test_keys_come_in_order(blocks: list[list[int]], lot: int) -> None:
    with mock.patch.multiple(ledger_sums, LOT=lot):
        keys = ledger_sums.Keys()
        for block in blocks:
            keys.add(np.array(block, np.uint64))
        assert keys.in_order().tolist() == sorted(key for block in blocks for key in block)


def test_what_goes_wrong_ahead_is_told_where_the_items_are_read() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise Odd

    coming = ahead(items())
    assert next(coming) == 1
    with pytest.raises(Odd):
        next(coming)
    with pytest.raises(ZeroDivisionError):
        Begun(lambda: 1 / 0).result()


def test_nobody_works_ahead_for_a_reader_who_left() -> None:
    before = threading.active_count()
    coming = ahead(iter(range(1000)))
    assert next(coming) == 0
    coming.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
