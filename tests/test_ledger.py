"""Ledger exports: every row is loaded, adjusted, refused or a duplicate, and the total of the file is kept to the fen."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perf_xl.errors import Unusable
from perf_xl.intake import ledger_sources, ledger_sums
from perf_xl.intake.ledger import read_ledgers
from perf_xl.intake.ledger_keys import fingerprints_from_text, fingerprints_of
from perf_xl.intake.ledger_reading import LedgerReading
from perf_xl.intake.ledger_tally import LISTED
from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.voucher import VoucherKind
from tests.ledger_files import CODES, HEADER, PROJECTS, as_text, voucher_row, write_book, write_text

ROWS = [HEADER,
        voucher_row("ZF001", "2023-03-05", CODES[0], "1,234.56"),
        voucher_row("ZF002", "2023年4月1日", CODES[1], "20000"),
        voucher_row("ZF003", "20230630", CODES[0], "（34.56）", "冲销ZF001"),
        voucher_row("ZF004", "2023/12/31", CODES[2], "0.01")]


def read(*paths: Path, **more: object) -> LedgerReading:
    reading = read_ledgers(paths, 2023, PROJECTS, **more)  # type: ignore[arg-type]
    assert reading.balances
    return reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("blocks_from", [0, 1 << 40])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str, blocks_from: int) -> None:
    path = write_text(tmp_path / "支出.csv", ROWS, encoding, delimiter)
    reading = read(path, blocks_from=blocks_from)
    assert (reading.vouchers_loaded, reading.loaded_fen) == (4, 2_120_001)
    assert reading.files[0].digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert reading.spending.by_project(date(2023, 6, 30)) == {CODES[0]: 120_000, CODES[1]: 2_000_000}
    assert not reading.refused


def test_a_workbook_with_merged_titles_dates_and_totals(tmp_path: Path) -> None:
    rows = [["某市公安局支出明细表"], ["单位：万元", None, None, "2023年"], [*HEADER[:4], "支付金额", "摘要"],
            voucher_row("ZF001", date(2023, 3, 5), CODES[0], 1.5), voucher_row("ZF002", date(2023, 3, 6), CODES[0], 0.000001),
            ["小计", None, None, None, 1.500001], voucher_row("ZF003", date(2023, 4, 6), CODES[1], 2),
            ["合  计", None, None, None, 3.500001], ["制单人：", "张三"]]
    reading = read(write_book(tmp_path / "支出.xlsx", rows, [(0, 0, 0, 5)]))
    assert reading.loaded_fen == 3_500_001
    assert reading.files[0].unit is MoneyUnit.WAN
    assert reading.files[0].header_row == 3
    assert [note.what for note in reading.notes] == ["ledger.passed_over"]


def test_a_total_that_does_not_agree_is_reported_and_never_added(tmp_path: Path) -> None:
    rows = [*ROWS, ["合计", "", "", "", "99999.00", ""]]
    for blocks_from in (0, 1 << 40):
        reading = read(write_text(tmp_path / "a.csv", rows), blocks_from=blocks_from)
        assert reading.loaded_fen == 2_120_001
        (note,) = [each for each in reading.notes if each.what == "ledger.total_differs"]
        assert dict(note.facts)["counted"] == "21200.01"
        assert sentence(note.what, **dict(note.facts)).startswith("第 6 行")


def test_refused_rows_have_row_reason_and_suggestion(tmp_path: Path) -> None:
    rows = [HEADER, voucher_row("1", "2023-03-05", "13060022POOR6BL1OO478", "10"), voucher_row("2", "2022-12-31", CODES[0], "20"),
            voucher_row("3", "某日", CODES[0], "30"), voucher_row("4", "", CODES[0], "40"), voucher_row("5", "2023-03-05", CODES[0], ""),
            voucher_row("6", "2023-03-05", CODES[0], "五十"), voucher_row("7", "2023-03-05", "", "70"),
            voucher_row("8", "2023-03-05", CODES[0], "0.005"), ["9", "2023-03-05", "", "设备购置", "90", ""]]
    for blocks_from in (0, 1 << 40):
        reading = read(write_text(tmp_path / "a.csv", rows), blocks_from=blocks_from)
        assert [(each.row, each.reason) for each in reading.refused] == [
            (2, "unknown_code"), (3, "out_of_year"), (4, "unreadable_date"), (5, "blank_date"), (6, "blank_amount"),
            (7, "unreadable_amount"), (8, "blank_code"), (9, "below_fen"), (10, "blank_code")]
        assert reading.refused[0].suggestion == CODES[0]
        assert reading.refused[-1].suggestion == CODES[2]
        assert reading.vouchers_loaded == 0
        for each in reading.refused:
            assert sentence(f"ledger.refused.{each.reason}", "zh")
            assert sentence(f"ledger.refused.{each.reason}", "en")


def test_the_same_voucher_twice_is_reported_not_doubled(tmp_path: Path) -> None:
    first = write_text(tmp_path / "a.csv", [*ROWS, ROWS[1]])
    second = write_text(tmp_path / "b.csv", [HEADER, ROWS[2], voucher_row("ZF009", "2023-05-01", CODES[0], "5")])
    for blocks_from in (0, 1 << 40):
        reading = read(first, second, blocks_from=blocks_from)
        assert reading.loaded_fen == 2_120_501
        assert [(each.row, each.number, each.place.book) for each in reading.duplicates] == [
            (6, "ZF001", "a.csv"), (2, "ZF002", "b.csv")]


@pytest.mark.parametrize("blocks_from", [0, 1 << 40])
def test_loading_again_changes_nothing_and_an_overlap_adds_only_what_is_new(tmp_path: Path, blocks_from: int) -> None:
    first = read(write_text(tmp_path / "a.csv", ROWS), blocks_from=blocks_from)
    again = read(tmp_path / "a.csv", before=first.fingerprints, blocks_from=blocks_from)
    assert again.vouchers_loaded == 0
    assert [each.earlier for each in again.duplicates] == [True] * 4
    assert again.fingerprints == first.fingerprints
    assert "ledger.loaded_before" in [note.what for note in again.notes]
    assert again.files[0].digest == first.files[0].digest
    longer = write_book(tmp_path / "b.xlsx", [*ROWS, voucher_row("ZF005", date(2023, 7, 1), CODES[0], 9.5)])
    assert read(longer, before=first.fingerprints).loaded_fen == 950
    stored = fingerprints_from_text(first.fingerprints.as_text())
    assert stored.keys == first.fingerprints.keys == fingerprints_of(read(tmp_path / "a.csv").vouchers).keys


def test_vouchers_without_numbers_are_told_apart_within_a_file_only(tmp_path: Path) -> None:
    rows = [("日期", "项目编码", "金额", "摘要"), ("2023-03-05", CODES[0], "10", "电费"), ("2023-03-05", CODES[0], "10", "电费")]
    first = read(write_text(tmp_path / "a.csv", rows))
    assert first.loaded_fen == 2_000
    assert {note.what for note in first.notes} == {"ledger.no_numbers", "ledger.unit_assumed"}
    overlap = read(write_text(tmp_path / "b.csv", [*rows, rows[1]]), before=first.fingerprints)
    assert overlap.loaded_fen == 1_000


def test_refunds_debit_and_credit_and_budget_adjustments(tmp_path: Path) -> None:
    rows = [("凭证号", "记账日期", "项目代码", "借方金额", "贷方金额", "摘要", "预算调整(元)", "文号"),
            ("1", "2023-03-05", CODES[0], "100", "", "支出", "", ""), ("2", "2023-03-06", CODES[0], "", "40", "退回差旅费", "", ""),
            ("3", "2023-03-07", CODES[0], "-5", "-", "红字冲销", "", ""),
            ("4", "2023-05-01", CODES[0], "", "", "追加", "50000", "市财预〔2023〕5号")]
    reading = read(write_text(tmp_path / "a.csv", rows))
    assert [each.kind for each in reading.vouchers] == [VoucherKind.SPENDING, VoucherKind.REFUND, VoucherKind.REVERSAL,
                                                        VoucherKind.ADJUSTMENT]
    assert reading.loaded_fen == 5_500
    assert reading.spending.adjusted_by(date(2023, 6, 30)) == {CODES[0]: 5_000_000}
    assert reading.spending.adjustments[0].document == "市财预〔2023〕5号"


def test_the_mapping_found_can_be_given_back_and_overruled(tmp_path: Path) -> None:
    rows = [("凭证号", "日期", "项目编码", "金额", "清算数"), ("1", "2023-03-05", CODES[0], "10", "7")]
    found = read(write_text(tmp_path / "a.csv", rows))
    assert found.files[0].columns.as_json()["amount"] == "金额"
    assert found.loaded_fen == 1_000
    assert read(tmp_path / "a.csv", wanted={"amount": "清算数"}).loaded_fen == 700
    assert read(tmp_path / "a.csv", unit=MoneyUnit.WAN).loaded_fen == 10_000_000


@pytest.mark.parametrize(("name", "content", "what"), [
    ("a.csv", b"", "ledger.empty"), ("a.csv", "姓名,年龄\n张三,5\n".encode(), "ledger.no_header"),
    ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "ledger.web_page"),
    ("a.xlsx", b"PK\x03\x04 broken", "read.truncated")])
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unusable) as stopped:
        read(path)
    assert stopped.value.what == what
    assert sentence(what, **stopped.value.facts)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as stopped:
        read(tmp_path / "a.csv")
    assert stopped.value.what == "ledger.cannot_open"


@pytest.mark.parametrize("blocks_from", [0, 1 << 40])
def test_a_stray_quotation_mark_swallows_nothing(tmp_path: Path, blocks_from: int) -> None:
    lines = as_text(ROWS).splitlines()
    lines[2] = lines[2].replace("办案支出", '"办案支出')
    lines[4] = lines[4].replace("办案支出", '5"屏幕')
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert read(path, blocks_from=blocks_from).loaded_fen == 2_120_001


AMOUNTS = st.one_of(
    st.integers(-10**12, 10**12).map(lambda fen: f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"),
    st.integers(0, 10**12).map(lambda fen: f"{fen // 100:,}.{fen % 100:02d}"),
    st.sampled_from(["", "-", "（5.00）", "１２", "x", "5", "5.", ".5", "1.5", "0.001", "¥3", " 8 ", "1,2", ",123", "1,2345", "--5",
                     "5-", "99999999999999", "1 000"]))
DAYS = st.one_of(
    st.dates(date(2022, 12, 1), date(2024, 1, 31)).map(date.isoformat),
    st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda day: f"{day.year}/{day.month}/{day.day}"),
    st.sampled_from(["20230305", "2023-02-30", "", "2023年3月5日", "2023-03-05 08:00", "2023-1305", "45000", "2023-03-05x"]))
NUMBERS = st.one_of(st.integers(1, 30).map(str), st.sampled_from(["记-1", "", "　2", "合计", '5"', "a,b", "x" * 40, "二\n行"]))
SUMMARIES = st.sampled_from(["办案", "小计", "期初余额", "", 'a"b', "多,列", "退款"])
VOUCHERS = st.lists(st.tuples(NUMBERS, DAYS, st.sampled_from([*CODES, CODES[0].lower(), " " + CODES[1], "X", "", "合计"]),
                              st.just(""), AMOUNTS, SUMMARIES), max_size=25)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(VOUCHERS, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.sampled_from([97, 300, ledger_sources.PIECE]),
       st.randoms(use_true_random=False))
def test_both_ways_of_reading_agree_and_order_plays_no_part(tmp_path: Path, rows: list[tuple[str, ...]], encoding: str, piece: int,
                                                            chance: random.Random) -> None:
    path = write_text(tmp_path / "a.csv", [HEADER, *rows], encoding)
    by_row = read(path, blocks_from=1 << 40)
    with mock.patch.multiple(ledger_sources, PIECE=piece), mock.patch.multiple(ledger_sums, LOT=3):
        in_blocks = read(path, blocks_from=0)
    for part in ("spending", "loaded", "adjusted", "refused", "refused_share", "duplicate_share", "file_fen", "fingerprints", "sources"):
        assert getattr(by_row, part) == getattr(in_blocks, part), part
    assert [(each.row, each.fen) for each in by_row.duplicates] == [(each.row, each.fen) for each in in_blocks.duplicates]
    assert by_row.notes == in_blocks.notes
    assert by_row.files == in_blocks.files
    shuffled = list(rows)
    chance.shuffle(shuffled)
    other = read(write_text(tmp_path / "b.csv", [HEADER, *shuffled]))
    assert (other.spending, other.file_fen, other.loaded, other.refused_share) == (
        by_row.spending, by_row.file_fen, by_row.loaded, by_row.refused_share)


def test_a_large_file_in_blocks_equals_the_same_file_by_rows(tmp_path: Path) -> None:
    chance = random.Random(7)
    rows = [voucher_row(f"ZF{number:06d}", f"2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}", chance.choice(CODES),
                        f"{chance.randint(-500, 90_000)}.{chance.randint(0, 99):02d}") for number in range(60_000)]
    rows += rows[10_000:10_050]
    path = write_text(tmp_path / "a.csv", [HEADER, *rows])
    by_row, in_blocks = read(path, blocks_from=1 << 40), read(path, blocks_from=0)
    assert by_row.spending == in_blocks.spending
    assert by_row.duplicate_share == in_blocks.duplicate_share
    assert by_row.fingerprints == in_blocks.fingerprints
    assert [each.number for each in in_blocks.duplicates] == [str(row[0]) for row in rows[60_000:]]
    assert read(path, before=in_blocks.fingerprints, blocks_from=0).vouchers_loaded == 0


def test_more_doubles_than_are_listed_are_counted_to_the_fen(tmp_path: Path) -> None:
    rows = [list(HEADER), *(voucher_row(f"ZF{number}", "2023-03-01", CODES[number % 3], f"{number}.07") for number in range(LISTED + 50))]
    path = write_text(tmp_path / "a.csv", rows)
    by_row, in_blocks = (read(path, before=read(path, blocks_from=0).fingerprints, blocks_from=size) for size in (1 << 40, 0))
    assert in_blocks.duplicate_share == by_row.duplicate_share
    assert in_blocks.duplicate_share.rows == LISTED + 50
    assert in_blocks.balances
    assert [(each.row, each.number) for each in in_blocks.duplicates] == [(each.row, each.number) for each in by_row.duplicates]
