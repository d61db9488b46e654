"""The add-in comes to a PC, goes again, and the doctor says what is wrong. Folders of Windows are folders of the test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from perf_xl import doctor
from perf_xl.addin.install import install, remove, status
from perf_xl.addin.places import Places, packaged_xlam, places, read_pairs
from perf_xl.errors import Unusable


@pytest.fixture
def at(tmp_path: Path) -> Places:
    return places({"APPDATA": str(tmp_path / "漫游"), "LOCALAPPDATA": str(tmp_path / "本地")})


@pytest.fixture
def python(tmp_path: Path) -> Path:
    folder = tmp_path / "程序 1"
    folder.mkdir()
    (folder / "pythonw.exe").touch()
    return folder / "python.exe"


def test_installed_noted_and_removed(at: Places, python: Path) -> None:
    assert install(at, python) == [at.xlam, at.settings]
    assert at.xlam.read_bytes() == packaged_xlam().read_bytes()
    assert read_pairs(at.settings)["interpreter"] == str(python.with_name("pythonw.exe"))
    assert read_pairs(at.settings)["functions"] == "0"
    assert at.settings.read_bytes()[:2] == b"\xff\xfe"
    now = status(at)
    assert now.installed
    assert now.current
    assert now.interpreter_exists
    assert remove(at) == [at.xlam, at.settings]
    assert not status(at).installed
    assert remove(at) == []


def test_a_server_that_stayed_open_ends_with_an_update_and_with_removal(at: Places, python: Path) -> None:
    for act in (lambda: install(at, python, warm=True), lambda: remove(at)):
        at.runs.mkdir(parents=True, exist_ok=True)
        at.server.touch()
        act()
        assert not at.server.exists()
    install(at, python, warm=True)
    assert read_pairs(at.settings)["warm"] == "1"


def test_an_older_add_in_is_told(at: Places, python: Path) -> None:
    install(at, python)
    at.xlam.write_bytes(b"old")
    assert not status(at).current


def test_no_python_below_a_folder_with_percent(at: Places, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"addin\.percent"):
        install(at, tmp_path / "100%" / "python.exe")
    assert not at.xlam.exists()


def test_elsewhere_than_on_windows_there_is_no_place() -> None:
    with pytest.raises(Unusable, match=r"addin\.not_windows"):
        places({})


def bad(machine: doctor.Machine) -> set[str]:
    answers = doctor.examine(machine)
    for answer in answers:
        for lang in ("zh", "en"):
            assert answer.sentence(lang)
    return {answer.key for answer in answers if not answer.good}


def windows(at: Places, executable: str = r"C:\Python311\python.exe", bits: int = 64, modules: bool = True,
            registry: Sequence[str] = ("Excel.Application",)) -> doctor.Machine:
    return doctor.Machine("win32", executable, (3, 11), bits, {"APPDATA": str(at.roaming), "LOCALAPPDATA": str(at.local)},
                          lambda name: modules, lambda path: any(one in path for one in registry))


def test_a_healthy_pc_is_called_healthy(at: Places, python: Path) -> None:
    install(at, python)
    assert bad(windows(at)) == set()


def test_each_illness_is_named(at: Places, python: Path) -> None:
    assert bad(windows(at)) == {"not_installed"}
    install(at, python)
    assert bad(windows(at, modules=False)) == {"no_module"}
    assert bad(windows(at, bits=32)) == {"python_32"}
    assert bad(windows(at, r"C:\Program Files\WindowsApps\python.exe")) == {"store_python"}
    assert bad(windows(at, registry=("Ket.Application",))) == {"no_excel", "wps"}
    assert bad(windows(at, registry=("Excel.Application", r"16.0\Excel\Resiliency"))) == {"disabled"}
    (at.local / "Temp" / "gen_py").mkdir(parents=True)
    assert bad(windows(at)) == {"gen_py"}
    python.with_name("pythonw.exe").unlink()
    at.xlam.write_bytes(b"old")
    assert bad(windows(at)) == {"gen_py", "outdated", "no_interpreter"}


def test_this_machine_can_be_examined() -> None:
    assert doctor.examine()
