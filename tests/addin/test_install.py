"""The add-in comes to a PC and goes again. Folders of Windows are folders of the test."""

from __future__ import annotations

from pathlib import Path

import pytest

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
