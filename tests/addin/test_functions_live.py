"""The worksheet functions as generated, with the real bridge, in LibreOffice; a Python answers as xlwings' does in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addin import build
from addin.ribbon_xml import read_ribbon
from perf_xl import cli, udf
from perf_xl.hosts.calc.office import Office, load_uno
from perf_xl.layout import form
from perf_xl.layout.table_sheet import FIRST_ROW
from tests.addin.open_python import open_python
from tests.office import Keeper, needs_office

pytestmark = needs_office

SETTINGS = """Attribute VB_Name = "PerfRunner"
Option Explicit

Public functions As String

Public Function PerfSettings() As String
    PerfSettings = "interpreter=C:\\python.exe" & vbCrLf & "functions=" & functions & vbCrLf
End Function

Public Sub PerfSwitch(ByVal state As String)
    functions = state
End Sub

Public Sub PerfRun(ByVal command As String)
End Sub
"""
PYTHON = """Attribute VB_Name = "PerfPython"
Option Explicit

Private held As Object

Public Sub PerfGive(ByVal python As Object)
    Set held = python
End Sub

Public Function PerfOpenPython(ByVal interpreter As String) As Object
    Set PerfOpenPython = held
End Function

Public Function PerfCells(ByVal cells As Object) As Variant
    PerfCells = cells.Value
End Function

' UNO brings rows as arrays of arrays where COM brings one array of two dimensions.
Public Function PerfAnswer(ByVal python As Object, ByVal name As String, ByVal sent As Variant) As Variant
    Dim rows As Variant
    Dim row As Long
    Dim column As Long
    rows = python.Answer(name, sent(0), sent(1), sent(2), sent(3), sent(4))
    If IsArray(rows) Then
        Dim square() As Variant
        ReDim square(UBound(rows), UBound(rows(0)))
        For row = 0 To UBound(rows)
            For column = 0 To UBound(rows(0))
                square(row, column) = rows(row)(column)
            Next
        Next
        PerfAnswer = square
    Else
        PerfAnswer = rows
    End If
End Function
"""


class Book:
    """The add-in open in LibreOffice, macros allowed, with its first sheet to calculate on."""

    def __init__(self, office: Office, path: Path) -> None:
        self.document = opened(office, path, FilterName="Calc MS Excel 2007 VBA XML")
        self.sheet = self.document.getSheets().getByIndex(0)

    def run(self, name: str, *arguments: object) -> Any:
        script = self.document.getScriptProvider().getScript(
            f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document")
        return script.invoke(arguments, (), ())[0]

    def fill(self, area: str, rows: Any) -> None:
        self.sheet.getCellRangeByName(area).setDataArray(rows)

    def formula(self, area: str, formula: str) -> Any:
        """What cells show: numbers, texts, `Error 2015` for #VALUE!."""
        cells = self.sheet.getCellRangeByName(area)
        cells.setArrayFormula(formula)
        return cells.getDataArray()


def opened(office: Office, path: Path, **settings: object) -> Any:
    load_uno()
    from com.sun.star.beans import PropertyValue

    described = []
    for name, value in {"Hidden": True, "MacroExecutionMode": 4, **settings}.items():
        described.append(PropertyValue())
        described[-1].Name, described[-1].Value = name, value
    document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, tuple(described))
    assert document is not None
    return document


@pytest.fixture
def office(_keeper: Keeper) -> Iterator[Office]:
    with _keeper.office() as running:
        yield running


@pytest.fixture
def book(office: Office, tmp_path: Path) -> Book:
    modules = {**build.vba_modules(read_ribbon()), "PerfRunner": SETTINGS, "PerfPython": PYTHON}
    path = tmp_path / "函数 =1.xlam"
    path.write_bytes(build.assemble(modules))
    return Book(office, path)


@pytest.fixture
def ready(book: Book) -> Book:
    book.run("PerfRunner.PerfSwitch", "1")
    book.run("PerfPython.PerfGive", open_python())
    return book


def test_every_function_in_a_cell_is_answered_by_python(ready: Book) -> None:
    ready.fill("H1:M3", ((20.0, 50.0, 0.25, 0.5, 1.0, 1.0), (60.0, 50.0, 0.25, 0.5, 1.0, 1.0), ("", 50.0, 0.25, 0.5, 1.0, 1.0)))
    ready.fill("G1", ((45107.0,),))
    assert ready.formula("N1:N3", "=PERF_PLAN(J1:M3;G1)") == ((0.5,), (0.5,), (0.5,))
    assert ready.formula("O1:O3", "=PERF_PACE(H1:H3;I1:I3)") == ((0.4,), (1.2,), ("",))
    assert ready.formula("P1:P3", "=PERF_GAP(H1:H3;I1:I3;J1:M3;G1)") == ((-10.0,), (70.0,), ("",))
    assert ready.formula("Q1:Q3", "=PERF_LIGHT(H1:H3;50;J1:M1;G1)") == (("▲ 滞后",), ("‼ 超支",), ("",))
    ready.fill("H5:H7", (("≥95%",), ("及时",), ("",)))
    assert ready.formula("J5:L7", "=PERF_TARGET(H5:H7)") == (("≥", 95.0, "%"), ("", "", ""), ("", "", ""))
    assert ready.formula("M5", '=PERF_TARGET(H5;"数值")') == ((95.0,),)
    assert ready.formula("N5", '=PERF_CODE_OK("13060022P00R6BL100478")') == ((1.0,),)
    assert ready.formula("N7:O7", '=PERF_MET(H5;"96%")')[0][0] == 1.0
    assert ready.formula("P5", '=PERF_SCORE(H5;"76%";10)') == ((8.0,),)
    assert ready.formula("Q5", "=PERF_GRADE(91)") == (("优",),)
    assert ready.formula("O5", '=PERF_CHECK("数量指标";"办案数量";"≥100百分百")')[0][0].startswith("✖ SE101 ")


def test_an_error_of_excel_and_its_reason(ready: Book) -> None:
    ready.fill("H1:I2", ((20.0, "五十"), (20.0, 50.0)))
    assert ready.formula("J1:J2", "=PERF_PACE(H1:H2;I1:I2)") == (("Error 2015",), (0.4,))
    ((said,), (silent,)) = ready.formula("K1:K2", '=PERF_WHY("PERF_PACE";H1:H2;I1:I2)')
    assert "五十" in said
    assert silent == ""


def test_switched_off_they_show_not_available_and_say_so(book: Book) -> None:
    book.run("PerfRunner.PerfSwitch", "0")
    book.run("PerfPython.PerfGive", open_python())
    assert book.formula("H1", "=PERF_PACE(20;50)") == (("Error 2042",),)
    assert "没有启用" in book.formula("H2", '=PERF_WHY("PERF_PACE";20;50)')[0][0]


def test_a_python_that_does_not_start_is_told_alike(book: Book) -> None:
    book.run("PerfRunner.PerfSwitch", "1")
    assert book.formula("H1", "=PERF_PACE(20;50)") == (("Error 2042",),)


def test_the_functions_equal_the_formulas_of_the_template(office: Office, tmp_path: Path) -> None:
    """The sheet 支出进度 of a year with vouchers, recalculated; plans straight from the merged cells of the project sheets."""
    sample = Path(cli.__file__).parent / "sample"
    whole, loaded, late = (tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx"))
    assert cli.main(["load", str(sample / "department.json"), "-o", str(whole)]) == 0
    assert cli.main(["ledger", str(whole), str(sample / "vouchers_2023.csv"), "-o", str(loaded)]) == 0
    assert cli.main(["progress", str(loaded), "--as-of", "2023-06-30", "-o", str(late)]) in (0, 1)
    document = opened(office, late)
    document.calculateAll()
    sheet = document.getSheets().getByName(form.PROGRESS)
    as_of = sheet.getCellRangeByName("B3").getValue()
    rows = sheet.getCellRangeByName(f"A{FIRST_ROW}:P{FIRST_ROW + 53}").getDataArray()
    codes = {each.getCellRangeByName("B3").getString(): each.getCellRangeByName("B7:G7").getDataArray()
             for each in (document.getSheets().getByIndex(at) for at in range(document.getSheets().getCount()))}
    assert len(rows) == 54
    assert len({row[14] for row in rows}) >= 4
    for row in rows:
        budget, plan, (planned, _, spent, share, gap, light) = row[4], (row[5:9],), row[9:15]
        assert udf.call("PERF_PLAN", plan, as_of) == pytest.approx(planned, rel=1e-12)
        assert udf.call("PERF_PLAN", codes[row[1]], as_of) == pytest.approx(planned, rel=1e-12)
        assert udf.call("PERF_PACE", spent, budget) == pytest.approx(share, rel=1e-12)
        assert udf.call("PERF_GAP", spent, budget, plan, as_of) == pytest.approx(gap, abs=1e-9)
        assert udf.call("PERF_LIGHT", spent, budget, plan, as_of) == light
