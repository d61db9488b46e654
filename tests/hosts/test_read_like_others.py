"""Random workbooks, written by two libraries, hold the values an independent reader sees - however they are spelled."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perf_xl.errors import Unusable
from perf_xl.hosts.xlsx_read import read_xlsx
from perf_xl.picture.grid import Value
from tests.hosts.crafted import workbook

TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="_\ufffe\uffff"), max_size=12)
VALUES = st.one_of(
    TEXTS, st.integers(-10**9, 10**9), st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)),
    st.booleans(), st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.just("甲\n乙"), st.just(" 前后 "), st.just("=1+1"))
CELLS = st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUES, max_size=25)
SHEETS = st.dictionaries(st.sampled_from(["表", "一'甲", "a & b", "Sheet1", "项目 <1>"]), CELLS, min_size=1, max_size=3)
Cells = dict[tuple[int, int], Value]


def by_xlsxwriter(sheets: dict[str, Cells]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                if isinstance(value, str):
                    sheet.write_string(row - 1, column - 1, value)
                elif isinstance(value, date):
                    sheet.write_datetime(row - 1, column - 1, value, day)
                else:
                    sheet.write(row - 1, column - 1, value)
    return out.getvalue()


def by_openpyxl(sheets: dict[str, Cells]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for (row, column), value in cells.items():
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seen_by_openpyxl(content: bytes) -> dict[str, Cells]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {sheet.title: {(cell.row, cell.column): plain(cell.value) for line in sheet.iter_rows() for cell in line
                          if cell.value not in (None, "")} for sheet in book}


def seen_by_us(content: bytes) -> dict[str, Cells]:
    return {sheet.name: {(row, column): plain(value) for row, line in enumerate(sheet.rows, 1)
                         for column, value in enumerate(line, 1) if value not in (None, "")}
            for sheet in read_xlsx(content, "表.xlsx").sheets}


def plain(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value  # type: ignore[return-value]


@settings(max_examples=60, deadline=None)
@given(SHEETS)
def test_what_two_libraries_write_is_read_alike(sheets: dict[str, Cells]) -> None:
    for content in (by_xlsxwriter(sheets), by_openpyxl(sheets)):
        assert seen_by_us(content) == seen_by_openpyxl(content)


@settings(max_examples=40, deadline=None)
@given(SHEETS)
def test_the_parser_sees_what_the_fast_reader_sees(sheets: dict[str, Cells]) -> None:
    """A comment in a sheet sends it to the parser; nothing else may change."""
    content = by_xlsxwriter(sheets)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"<sheetData", b"<!-- x --><sheetData") if "sheets/sheet" in name else text)
    assert seen_by_us(out.getvalue()) == seen_by_us(content)


PIECES = st.lists(st.sampled_from([
    '<row r="1">', "<row>", "</row>", '<c r="A1">', '<c r="C2" s="1">', '<c r="B1" t="s">', "<c>", "</c>", "<v>1</v>", "<v/>",
    "<v>x</v>", "<f>A1</f>", '<f t="shared" si="0"/>', "<is><t>a</t></is>", '<c r="XFD1048576">', "<!-- -->", "&lt;", " ",
    '<c r="A1" t="e">', "<v>#N/A</v>", '<c r="A0">', '<c r="">', "<x:c/>", '<c r="A1" s="999"/>', "<![CDATA[<c>]]>"]), max_size=14)


@settings(max_examples=300, deadline=None)
@given(PIECES)
@example(["<c>", "<v>1</v>", "</c>"])
def test_any_soup_is_read_or_refused_in_one_sentence(pieces: list[str]) -> None:
    content = workbook("".join(pieces))
    try:
        found = [sheet.name for sheet in read_xlsx(content, "表.xlsx").sheets]
    except Unusable as trouble:
        found = [trouble.what]
    assert len(found) == 1
    assert re.fullmatch(r"表|read\.\w+", found[0])
