"""Nothing that comes in is ever run: no text becomes code, no workbook names a program, no shell sees a file name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import perf_xl
from addin import build
from addin.ribbon_xml import read_ribbon

HOUSE = Path(perf_xl.__file__).parent
_RUNS_TEXT = {"eval", "exec", "compile", "execfile", "__import__"}
_LOADS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "jsonpickle", "yaml", "cloudpickle"}
# Data files and rules of the house, as Python keeps its own modules: written and read beside the files they were made from.
_KEPT = {"kept.py", "kept_modules.py"}
# The rules' own modules, which Python would import one by one; they lie in the package.
_OWN_MODULES = {"rules/catalogue.py"}
# Programs that are started at all: the office program, this Python, and pip for a bundle.
_STARTS = {"hosts/calc/office.py", "hosts/shell.py", "addin/bundle.py", "addin/own_wheel.py", "workers.py", "doctor.py", "addin/install.py", "buttons/assist.py"}


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """File, call, and what is called."""
    for file in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield str(file.relative_to(HOUSE).as_posix()), node, ast.unparse(node.func)


def test_no_text_becomes_code() -> None:
    found = {(file, name) for file, _, name in calls() if (name in _RUNS_TEXT and file not in _OWN_MODULES)
             or (name.partition(".")[0] in _LOADS_OBJECTS and name.partition(".")[2] in ("load", "loads", "open") and file not in _KEPT)}
    assert found == set()


def test_no_shell_is_asked() -> None:
    """Names of files are arguments of a program, never words of a command line."""
    found = [(file, name) for file, call, name in calls() if name in ("os.system", "os.popen")
             or any(word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False) for word in call.keywords)]
    assert found == []
    started = {file for file, _, name in calls() if name.startswith(("subprocess.", "os.exec", "os.spawn", "os.startfile"))}
    assert started <= _STARTS


@pytest.fixture(scope="module")
def vba() -> dict[str, str]:
    return build.vba_modules(read_ribbon())


def test_the_interpreter_comes_from_the_users_own_settings(vba: dict[str, str]) -> None:
    """Not from the workbook, its folder, its properties or its names: whoever sends a workbook must not choose a program."""
    lines = [line for source in vba.values() for line in source.splitlines() if not line.lstrip().startswith("'")]
    asked = [line for line in lines if re.search(r'"interpreter"', line)]
    assert asked
    assert all(re.search(r'PerfSettingIn\((settings|PerfSettings\(\)), "interpreter"\)', line) for line in asked)
    assert all("PerfSettings()" in line for line in lines if re.match(r"\s*settings = ", line))
    body = re.search(r"Public Function PerfSettings\(\).*?End Function", vba["PerfWindows"], re.DOTALL)
    assert body is not None
    assert re.findall(r"%\w+%", body[0]) == ["%APPDATA%"]
    assert not re.search(r"Workbook|Names\(|Properties|\.Path\b|Range", body[0])


def test_the_add_in_starts_only_lines_that_it_made_itself(vba: dict[str, str]) -> None:
    lines = [line.strip() for source in vba.values() for line in source.splitlines() if not line.lstrip().startswith("'")]
    started = [line for line in lines if "PerfStart " in line and "Sub PerfStart" not in line]
    assert started
    assert all(re.search(r"PerfStart Perf(Command|Server)Line\(PerfSettingIn\(settings, \"interpreter\"\)", line) for line in started)
    assert not [line for line in lines if re.search(r"\bShell\s*\(|\bEvaluate\s*\(|ExecuteExcel4Macro|Application\.Run\b", line)]
