"""The doctor names every illness that is known to keep the ribbon or Python from starting. The PC is made of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from perf_xl import doctor
from perf_xl.addin.install import install
from perf_xl.addin.places import Places, places

SECURITY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"


@pytest.fixture
def at(tmp_path: Path) -> Places:
    return places({"APPDATA": str(tmp_path / "漫游"), "LOCALAPPDATA": str(tmp_path / "本地")})


@pytest.fixture
def python(tmp_path: Path) -> Path:
    folder = tmp_path / "程序 1"
    folder.mkdir()
    (folder / "pythonw.exe").touch()
    return folder / "python.exe"


def windows(at: Places, executable: str = "", registry: Sequence[str] = ("Excel.Application",),
            values: Mapping[tuple[str, str], object] | None = None, **facts: object) -> doctor.Machine:
    """A healthy PC but for what is said."""
    healthy = doctor.Machine(
        "win32", executable or r"C:\Python311\python.exe", (3, 11), 64,
        {"APPDATA": str(at.roaming), "LOCALAPPDATA": str(at.local), "TEMP": r"C:\Temp"}, lambda name: True,
        lambda path: any(one in path for one in registry), lambda path, name: (values or {}).get((path, name)), lambda path: False)
    return replace(healthy, **facts)  # type: ignore[arg-type]


def said(machine: doctor.Machine, good: bool) -> set[str]:
    answers = doctor.examine(machine)
    for answer in answers:
        for lang in ("zh", "en"):
            assert answer.sentence(lang)[0] == ("✔" if answer.good else "✘")
    return {answer.key for answer in answers if answer.good == good}


def bad(machine: doctor.Machine) -> set[str]:
    return said(machine, False)


def test_a_healthy_pc_is_called_healthy_and_what_cannot_be_seen_is_said(at: Places, python: Path) -> None:
    install(at, python)
    assert bad(windows(at)) == set()
    assert "antivirus" in said(windows(at), True)


def test_python(at: Places, python: Path) -> None:
    install(at, python)
    assert bad(windows(at, has_module=lambda name: name != "win32com")) == {"no_module"}
    assert bad(windows(at, bits=32)) == {"python_32"}
    assert bad(windows(at, r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11\python.exe")) == {"store_python"}
    assert "other_interpreter" in said(windows(at), True)
    assert "other_interpreter" not in said(windows(at, str(python)), True)


def test_programs(at: Places, python: Path) -> None:
    install(at, python)
    assert bad(windows(at, registry=("Ket.Application",))) == {"no_excel", "wps"}
    assert "wps" in said(windows(at, registry=("Excel.Application", "ET.Application")), True)
    assert bad(windows(at, registry=("Excel.Application", r"16.0\Excel\Resiliency"))) == {"disabled"}


def test_the_add_in(at: Places, python: Path) -> None:
    assert bad(windows(at)) == {"not_installed"}
    install(at, python)
    assert bad(windows(at, from_the_web=lambda path: path == at.xlam)) == {"from_the_web"}
    at.xlam.write_bytes(b"old")
    assert bad(windows(at)) == {"outdated"}
    python.with_name("pythonw.exe").unlink()
    assert bad(windows(at)) == {"outdated", "no_interpreter"}
    assert bad(windows(at, environment={})) == {"no_profile"}


@pytest.mark.parametrize("folder", ["TEMP", "LOCALAPPDATA"])
def test_a_stale_cache(at: Places, python: Path, tmp_path: Path, folder: str) -> None:
    install(at, python)
    temp = tmp_path / "temp" if folder == "TEMP" else at.local / "Temp"
    (temp / "gen_py").mkdir(parents=True)
    assert bad(replace(windows(at), environment={**windows(at).environment, "TEMP": str(temp)})) == {"gen_py"}


@pytest.mark.parametrize(("path", "name", "value", "key"), [
    (SECURITY, "VBAWarnings", 4, "macros_off"),
    (r"HKCU\Software\Microsoft\Office\14.0\Excel\Security", "VBAWarnings", 4, "macros_off"),
    (SECURITY + r"\Trusted Locations", "AllLocationsDisabled", 1, "no_trusted_places"),
    (doctor._ASR, doctor._NO_CHILDREN, "1", "child_processes"),
    (doctor._ASR, doctor._NO_CHILDREN, 6, "child_processes"),
])
def test_what_administrators_forbid(at: Places, python: Path, path: str, name: str, value: object, key: str) -> None:
    install(at, python)
    assert bad(windows(at, values={(path, name): value})) == {key}
    assert bad(windows(at, values={(path, name): 0})) == set()


def test_worksheet_functions_are_looked_at_only_where_they_are_on(at: Places, python: Path) -> None:
    chinese = {**windows(at).environment, "TEMP": r"C:\Users\张三\Temp"}
    install(at, python)
    assert bad(windows(at, environment=chinese)) == set()
    install(at, python, functions=True)
    assert bad(windows(at, environment=chinese)) == {"no_library", "functions_name"}
    (python.parent / "xlwings64-0.37.8.dll").touch()
    assert bad(windows(at)) == set()


def test_the_log_is_named_once_there_is_one(at: Places, python: Path) -> None:
    install(at, python)
    assert "log" not in said(windows(at), True)
    at.log.parent.mkdir(parents=True)
    at.log.touch()
    assert "log" in said(windows(at), True)


def test_this_machine_can_be_examined() -> None:
    assert doctor.examine()
