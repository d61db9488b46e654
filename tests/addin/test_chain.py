"""From the button to the workbook: VBA runs in LibreOffice with a recording PerfRun; what it recorded runs on a live document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from addin import build
from addin.ribbon_xml import callbacks, read_ribbon
from perf_xl import buttons
from perf_xl.addin import entry
from perf_xl.addin.mailbox import is_id
from perf_xl.addin.places import Places, read_pairs, write_pairs
from perf_xl.buttons import check, gather, mailing
from perf_xl.errors import Refused
from perf_xl.hosts.excel import ExcelHost
from perf_xl.hosts.excel.write import colour
from perf_xl.hosts.port import Host
from perf_xl.layout.styles import STYLES
from perf_xl.picture.blueprint import CellDrawing, SheetDrawing
from perf_xl.picture.edit import Mark, Redraw
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run as run_rules
from tests.case_file import context_of
from tests.office import needs_office

pytestmark = needs_office

ERROR_FILL = colour(STYLES["mark.error"].fill)

RECORDER = """Attribute VB_Name = "PerfRunner"
Option Explicit

Public Sub PerfRun(ByVal command As String)
    ThisWorkbook.Worksheets(1).Cells(1, 5).Value = ThisWorkbook.Worksheets(1).Cells(1, 5).Value & command & ";"
End Sub

Public Function PerfRecorded() As String
    PerfRecorded = ThisWorkbook.Worksheets(1).Cells(1, 5).Value
End Function
"""


def presser() -> str:
    """Presses each button as Excel would; LibreOffice has no control to give, and says nothing about errors by itself."""
    return 'Attribute VB_Name = "PerfPresser"\nOption Explicit\n' + "".join(
        f"\nPublic Function Press{button.callback}() As String\n    On Error GoTo Failed\n    {button.callback} Nothing\n"
        f'    Press{button.callback} = "pressed"\n    Exit Function\nFailed:\n'
        f"    Press{button.callback} = Err.Description\nEnd Function\n" for button in read_ribbon().buttons())


@pytest.fixture
def macro(calc: Any, tmp_path: Path) -> Any:
    """Runs a macro of the add-in, loaded into LibreOffice with stand-ins for what talks to Windows."""
    modules = {path.stem: path.read_text() for path in (build.HERE / "vba").glob("*.bas")}
    modules |= {"PerfCallbacks": callbacks(read_ribbon()), "PerfRunner": RECORDER,
                "PerfPresser": presser()}
    path = tmp_path / "加载项 =1.xlam"
    path.write_bytes(build.assemble(modules))
    document = calc.books.open(str(path)).impl.document

    def run(name: str, *arguments: object) -> object:
        script = document.getScriptProvider().getScript(
            f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document")
        return script.invoke(arguments, (), ())[0]

    return run


def test_every_button_asks_for_its_command(macro: Any) -> None:
    for button in read_ribbon().buttons():
        assert macro(f"PerfPresser.Press{button.callback}") == "pressed"
    assert macro("PerfRunner.PerfRecorded") == "".join(f"{command};" for command in buttons.COMMANDS)


def test_the_request_carries_any_name_and_the_command_line_none(macro: Any) -> None:
    text = macro("PerfRequest.PerfRequestText", "validate", "预算=2026;100% & “甲”.xlsx", "1234")
    assert text == "command=validate\r\nhwnd=1234\r\nbook=预算=2026;100% & “甲”.xlsx\r\n"
    line = macro("PerfRequest.PerfCommandLine", r"C:\Users\张 三\pythonw.exe", "1", "20261124-101500-1")
    assert line == r'"C:\Users\张 三\pythonw.exe" -I -X utf8 -m perf_xl.addin.entry 20261124-101500-1'
    assert " -E -P " in str(macro("PerfRequest.PerfCommandLine", "python", "0", "1"))
    assert macro("PerfRequest.PerfSettingIn", "interpreter=C:\\a=b\r\nisolated=1\r\n", "interpreter") == r"C:\a=b"
    assert macro("PerfRequest.PerfSettingIn", "interpreter=x", "functions") == ""


def test_ids_are_what_python_takes(macro: Any) -> None:
    assert is_id(str(macro("PerfRequest.PerfRequestId", 7)))


def test_texts_come_from_the_sheet(macro: Any) -> None:
    for key, text in build.ui_texts():
        assert macro("PerfText.UiText", key) == text


def stand_in(host: Host, now: datetime) -> str:
    """Reads, marks two cells, writes a sheet: what every command does."""
    sheet = host.snapshot().sheets[0]
    blank = [(row, 2) for row in range(1, sheet.height + 1) if sheet.at(row, 2) is None]
    host.apply([*(Mark(sheet.name, *spot, "mark.error", "指标值空白") for spot in blank),
                Redraw(SheetDrawing("校验结果", cells=(CellDrawing(1, 1, f"{len(blank)} 个问题", "table.text"),)))])
    return f"发现 {len(blank)} 个问题，请看“校验结果”表。"


def refuse(host: Host, now: datetime) -> str:
    raise Refused("write.no_sheet", sheet="封面")


def crash(host: Host, now: datetime) -> str:
    raise ZeroDivisionError


@pytest.fixture
def at(tmp_path: Path) -> Places:
    return Places(tmp_path / "张 三 & Co" / "Roaming", tmp_path / "张 三 & Co" / "Local")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(ExcelHost, "tell", lambda self, text: said.append(text))
    return said


def request(at: Places, identity: str, command: str, book: str) -> None:
    write_pairs(at.runs / f"{identity}.request", {"command": command, "hwnd": "7", "book": book})


def test_a_request_is_carried_out_on_the_live_document(calc: Any, tmp_path: Path, at: Places, told: list[str],
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "validate", stand_in)
    book = calc.books.add()
    book.sheets[0].range("A1").value = [["数量", "≥3个"], ["质量", None], ["时效", None], ["成本", "≤5万元"]]
    name = "预算=2026;100% & 甲.xlsx"
    book.save(str(tmp_path / name))
    request(at, "20261124-101500-1", "validate", name)

    def find(hwnd: int, asked: str) -> Any:
        assert hwnd == 7
        return calc.books[asked]

    assert entry.run("20261124-101500-1", at, find) == "done"
    assert told == ["发现 2 个问题，请看“校验结果”表。"]
    assert [book.sheets[0].range(cell).color for cell in ("B1", "B2", "B3", "B4")] == [
        None, ERROR_FILL, ERROR_FILL, None]
    assert book.sheets["校验结果"].range("A1").value == "2 个问题"
    assert read_pairs(at.runs / "20261124-101500-1.result") == {"answer": "done"}


def test_a_refusal_is_told_and_a_crash_is_written_down(calc: Any, at: Places, told: list[str],
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    book = calc.books.add()
    monkeypatch.setattr(mailing, "send", refuse)
    monkeypatch.setattr(gather, "report", crash)
    request(at, "20261124-101500-2", "send", book.name)
    request(at, "20261124-101500-3", "report", book.name)
    assert entry.run("20261124-101500-2", at, lambda *_: book) == "done"
    assert entry.run("20261124-101500-3", at, lambda *_: book) == "done"
    assert "封面" in told[0]
    assert str(at.log) in told[1]
    assert "ZeroDivisionError" in at.log.read_text(encoding="utf-8")


def test_what_cannot_be_shown_is_answered_with_failed(at: Places) -> None:
    def gone(hwnd: int, name: str) -> Any:
        raise OSError("张三的工资")

    request(at, "20261124-101500-4", "validate", "x.xlsx")
    assert entry.run("20261124-101500-4", at, gone) == "failed"
    written = at.log.read_text(encoding="utf-8")
    assert "OSError" in written
    assert "in gone" in written
    assert "张三的工资" not in written.replace('raise OSError("张三的工资")', ""), "what a mistake says may be the content of a cell"
    assert entry.run("..\\..\\x", at, gone) == "failed"
    assert [path.name for path in at.runs.glob("*.result")] == ["20261124-101500-4.result"]


@pytest.mark.parametrize(("text", "slip", "rule"), [
    ("≥95% ", "blank", "TX206"), ("\u3000≥95%", "blank", "TX206"), ("≥100百分百", "hundred", "TV106"),
    (">=95%", "sign", "TV114"), ("≥９５%", "wide", "TV115"), ("≥95％", "wide", "TV115"), ("≥95%", "", ""),
    ("12月底前完成", "", ""), ("及时", "", ""), ("≥10件（次）", "", "")])
def test_what_is_said_while_typing_is_what_a_rule_finds_later(macro: Any, text: str, slip: str, rule: str) -> None:
    assert (macro("PerfTyping.PerfSlip", text) or "") == slip
    found = {each.code for each in run_rules(all_rules(), context_of({"indicator": {"level2": "质量指标", "value": text}})).findings}
    assert rule in found or not rule
    said = macro("PerfTyping.PerfTypingSays", slip) if slip else ""
    assert bool(said) == bool(slip)
