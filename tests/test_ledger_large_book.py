"""Very large .xlsx exports: read row by row under limits of their own, with the same result as any other way."""

from __future__ import annotations

import random
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from perf_xl.errors import Unusable
from perf_xl.hosts import xlsx_rows
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.hosts.xlsx_rows import large_sheets
from perf_xl.intake.ledger import read_ledgers
from perf_xl.law.limits import ledger_limits, read_limits
from tests.ledger_files import CODES, HEADER, PROJECTS, voucher_row, write_book

CHANCE = random.Random(11)


def rows(count: int) -> list[list[object]]:
    made = [voucher_row(f"ZF{number:05d}", date(2023, 1, 1) + timedelta(days=CHANCE.randrange(365)), CHANCE.choice(CODES),
                        CHANCE.randrange(-5_000, 5_000_000) / 100, CHANCE.choice(("办案", "差旅 & 住宿", "退款", "多行\n摘要")))
            for number in range(count)]
    made[7][2] = "13060022P00R6BL1OO478"
    made[9] = ["", None, "", "", "", ""]
    made[11][4] = 0.1 + 0.2
    made[12][4] = 1e-05
    return [*made, made[3], ["合计", None, None, None, 12.5, None]]


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The large way for small files."""
    monkeypatch.setattr(xlsx_rows, "large_sheets", lambda path, from_mb: large_sheets(path, -1))


@pytest.mark.parametrize("inline", [False, True])
def test_the_same_result_as_the_way_of_small_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inline: bool) -> None:
    listed = [["某单位支付明细"], ["单位：元"], list(HEADER), *rows(300)]
    path = tmp_path / "a.xlsx"
    if inline:
        with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
            page = book.add_worksheet("支付")
            for row, cells in enumerate(listed):
                for column, value in enumerate(cells):
                    if value not in (None, ""):
                        page.write(row, column, value)
    else:
        write_book(path, listed, [(0, 0, 0, 5)])
    large = read_ledgers([path], 2023, PROJECTS)
    monkeypatch.setattr("perf_xl.intake.ledger.sheets_of",
                        lambda path: ((sheet.name, sheet.rows, None) for sheet in read_workbook(path).sheets))
    small = read_ledgers([path], 2023, PROJECTS)
    assert large.balances
    assert small.balances
    for part in ("spending", "loaded", "adjusted", "refused", "refused_share", "duplicate_share", "file_fen", "fingerprints", "notes",
                 "sources"):
        assert getattr(large, part) == getattr(small, part), part
    assert [(each.row, each.number, each.place.sheet) for each in large.duplicates] == [
        (each.row, each.number, each.place.sheet) for each in small.duplicates]


def test_rows_of_text_and_rows_of_the_parser_are_the_same(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [list(HEADER), *rows(60)])
    sheet, = large_sheets(path, -1) or []
    found = list(sheet.rows())
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(odd, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cut = data.index(b'<row r="30"')
                data = data[:cut] + b"<!-- by hand -->" + data[cut:]
            after.writestr(name, data)
    sheet, = large_sheets(odd, -1) or []
    assert list(sheet.rows()) == found
    assert [tuple(row) for row in read_workbook(path).sheets[0].rows][:9] == [
        tuple("" if value is None else value for value in row) for row in found][:9]


@pytest.mark.parametrize("spoil", [
    (b"<sheetData>", b'<!DOCTYPE a [<!ENTITY b "c">]><sheetData>'), (b"</row></sheetData>", b"</row>"),
    (b'<row r="5"', b'<row r="2"'), (b'<row r="5"', b'<row r="99999999"'), (b'r="B5"', b'r="ZZZ5"')])
def test_hostile_sheets_are_refused_with_a_sentence(tmp_path: Path, spoil: tuple[bytes, bytes]) -> None:
    path = write_book(tmp_path / "a.xlsx", [list(HEADER), *rows(20)])
    bad = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(*spoil) if name == "xl/worksheets/sheet1.xml" else data)
    with pytest.raises(Unusable) as stopped:
        read_ledgers([bad], 2023, PROJECTS)
    assert stopped.value.what.startswith("read.")


def test_the_limits_for_ledgers_reach_excels_last_row() -> None:
    assert ledger_limits().cells >= 1_048_576 * 20
    assert ledger_limits().ratio == read_limits().ratio
    assert read_limits().cells == 1_000_000
