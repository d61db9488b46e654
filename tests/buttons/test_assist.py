"""规则说明, 设置, 自检, 手册, and the way from a name to a function."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from perf_xl.addin.places import places, read_pairs, write_pairs
from perf_xl.buttons import COMMANDS, TABLE, press
from perf_xl.buttons.pages.html import MANUAL, manual_page
from perf_xl.errors import Unusable
from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout import form
from perf_xl.rules.catalogue import all_rules
from tests.buttons.conftest import NOW

HOUSE = Path(__file__).parents[2]


def test_every_command_has_its_function() -> None:
    for where in TABLE.values():
        module, _, name = where.partition(":")
        assert callable(getattr(import_module(f"perf_xl.buttons.{module}"), name))
    assert len(COMMANDS) == 16


def test_an_unknown_command_is_refused(host: MemoryHost) -> None:
    with pytest.raises(Unusable, match="unknown_command"):
        press("format_disk", host, NOW)


def test_only_the_pressed_button_is_imported() -> None:
    code = ("import sys; from datetime import datetime; from perf_xl.buttons import press; import perf_xl.buttons.check; "
            "print([name for name in sys.modules if name.split('.')[0] in ('pandas', 'numpy', 'xlwings', 'openpyxl', 'docx')"
            " or name in ('perf_xl.buttons.money', 'perf_xl.buttons.gather')])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert done.stdout.strip() == "[]"


def test_the_guide_is_shown_or_all_rules(host: MemoryHost) -> None:
    host._answer = lambda question, options: 0
    press("rules", host, NOW)
    assert host.seen == [(form.GUIDE, 1, 1)]
    host._answer = lambda question, options: 1
    press("rules", host, NOW)
    page = host.opened[0].read_text(encoding="utf-8")
    assert all(rule.code in page for rule in all_rules())
    assert "查什么" in page


def test_the_check_while_typing_is_switched_and_nothing_else(host: MemoryHost, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path / "漫游"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "本地"))
    at = places()
    write_pairs(at.settings, {"interpreter": r"C:\Python\pythonw.exe", "functions": "0"})
    host._answer = lambda question, options: 0
    assert "已关闭" in press("settings", host, NOW)
    assert read_pairs(at.settings) == {"interpreter": r"C:\Python\pythonw.exe", "functions": "0", "typing": "0"}
    assert "已打开" in press("settings", host, NOW)
    host._answer = lambda question, options: 1
    assert press("settings", host, NOW) == ""
    assert read_pairs(at.settings)["typing"] == "1"


def test_elsewhere_than_on_windows_settings_say_so(host: MemoryHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    with pytest.raises(Unusable, match="not_windows"):
        press("settings", host, NOW)


def test_the_doctor_begins_with_the_verdict(host: MemoryHost) -> None:
    first, *rest = press("doctor", host, NOW).splitlines()
    assert first in ("没有发现问题。",) or "个问题" in first
    assert all(line[0] in "✔✘" for line in rest)


def test_the_manual_that_ships_is_the_one_in_the_docs(host: MemoryHost) -> None:
    """Made by `python -m perf_xl.buttons.pages.html docs/manual.md`."""
    press("manual", host, NOW)
    assert host.opened == [MANUAL]
    assert MANUAL.read_text(encoding="utf-8") == manual_page(HOUSE / "docs" / "manual.md")
    assert "<li>" in MANUAL.read_text(encoding="utf-8")
