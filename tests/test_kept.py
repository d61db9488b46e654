"""What is kept ready of a data file is what the file says now."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import perf_xl
from perf_xl.kept import read_table

ALL = sorted(Path(perf_xl.__file__).parent.rglob("*.toml"))


@pytest.fixture(autouse=True)
def _keeping(monkeypatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*.kept"))


def test_there_are_data_files() -> None:
    assert len(ALL) > 60


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_data_file_reads_the_same_from_text_and_kept(path: Path, tmp_path: Path) -> None:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert read_table(copy) == said
    assert len(_kept(tmp_path)) == 1, "a value that cannot be kept: write dates as text"
    assert read_table(copy) == said


def test_a_changed_text_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "限额.toml"
    file.write_text("limit = 1", encoding="utf-8")
    assert read_table(file) == {"limit": 1}
    assert len(_kept(tmp_path)) == 1
    file.write_text("limit = 2", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert read_table(file) == {"limit": 2}


@pytest.mark.parametrize("damage", [b"", b"perf_xl.2 ", lambda held: held[:-3], lambda held: held[:30] + b"\xff" * 20])
def test_a_damaged_kept_file_is_passed_over(tmp_path: Path, damage) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = [1, 2, 3]", encoding="utf-8")
    read_table(file)
    (kept,) = _kept(tmp_path)
    kept.write_bytes(damage(kept.read_bytes()) if callable(damage) else damage)
    assert read_table(file) == {"a": [1, 2, 3]}


def test_a_folder_that_may_not_be_written_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("a file where the folder should be")
    assert read_table(file) == {"a": 1}


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    file = tmp_path / "a.toml"
    file.write_text("a = 1", encoding="utf-8")
    assert read_table(file) == {"a": 1}
    assert not (tmp_path / "__pycache__").exists()


_PROGRAM = """
import sys
from pathlib import Path
sys.dont_write_bytecode = False
from perf_xl.kept_modules import KeptModules
home = Path(sys.argv[1]) / "office"
kept = KeptModules("office", str(home), "count")
sys.meta_path.insert(0, kept)
sys.path.insert(0, sys.argv[1])
import office.rooms.desk as desk
kept.keep()
print(desk.DRAWERS, type(desk.__spec__.loader).__name__, Path(desk.__file__).name, desk.__package__)
"""


def _office(folder: Path, drawers: int) -> str:
    """What a process sees that imports a module of a small package."""
    room = folder / "office" / "rooms"
    room.mkdir(parents=True, exist_ok=True)
    (folder / "office" / "__init__.py").touch()
    (room / "__init__.py").touch()
    (room / "desk.py").write_text(f"DRAWERS = {drawers}\n", encoding="utf-8")
    found = subprocess.run([sys.executable, "-c", _PROGRAM, str(folder)], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def test_modules_are_kept_for_the_next_start(tmp_path: Path) -> None:
    assert _office(tmp_path, 3) == "3 SourceFileLoader desk.py office.rooms"
    first = {kept: kept.read_bytes() for kept in _kept(tmp_path / "office")}
    stamp = (tmp_path / "office" / "rooms" / "desk.py").stat()
    _office(tmp_path, 3)      # written again: another time, so imported as ever
    os.utime(tmp_path / "office" / "rooms" / "desk.py", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    for kept, content in first.items():
        kept.write_bytes(content)
    found = subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "3 _Loader desk.py office.rooms"


def test_a_changed_module_is_imported_as_ever_and_kept_anew(tmp_path: Path) -> None:
    _office(tmp_path, 3)
    assert _office(tmp_path, 14) == "14 SourceFileLoader desk.py office.rooms"


def test_modules_kept_elsewhere_do_not_count(tmp_path: Path) -> None:
    """A folder that was moved, or copied with what it kept."""
    _office(tmp_path / "甲", 3)
    shutil.copytree(tmp_path / "甲", tmp_path / "乙")
    found = subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path / "乙")], capture_output=True, text=True, check=True)
    assert found.stdout.startswith("3 SourceFileLoader")


def test_a_command_finds_its_own_modules_kept() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    program = ("import sys; sys.argv = ['perf-xl', 'rules']; import perf_xl.__main__ as m;"
               "m._leave = lambda code: print(type(sys.modules['perf_xl.rules.rule'].__spec__.loader).__name__, file=sys.stderr); m.run()")
    seen = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment).stderr.strip()
            for _ in range(2)]
    assert seen[1] == "_Loader"


def _told_of(folder: Path, room: str) -> tuple[dict[str, int], set[int]]:
    """In which piece each module lies after a process that needs one room besides, and which pieces it opened."""
    program = ("import json, sys; sys.dont_write_bytecode = False; from perf_xl.kept_modules import KeptModules\n"
               "home = sys.argv[1] + '/office'; kept = KeptModules('office', home, 'count'); sys.meta_path.insert(0, kept); sys.path.insert(0, sys.argv[1])\n"
               f"import office.rooms.desk, office.rooms.{room}\n"
               "opened = [*kept._opened]; kept.keep(); now = KeptModules('office', home, 'count')\n"
               "print(json.dumps([{name.rpartition('.')[2]: held[0] for name, held in now._held.items()}, opened]))")
    found = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    pieces, opened = json.loads(found.stdout)
    return pieces, set(opened)


def test_what_only_some_runs_need_lies_apart(tmp_path: Path) -> None:
    _office(tmp_path, 3)
    (tmp_path / "office" / "rooms" / "shelf.py").touch()
    (tmp_path / "office" / "rooms" / "lamp.py").touch()
    _told_of(tmp_path, "shelf")                 # the first run of all needs the shelf
    pieces, _ = _told_of(tmp_path, "lamp")
    assert pieces["desk"] not in (pieces["shelf"], pieces["lamp"])
    assert pieces["shelf"] != pieces["lamp"]
    again, opened = _told_of(tmp_path, "lamp")
    assert again == pieces
    assert opened == {pieces["desk"], pieces["lamp"]}
    (tmp_path / "office" / "rooms" / "__init__.py").write_text("# changed\n", encoding="utf-8")
    changed, _ = _told_of(tmp_path, "lamp")
    assert changed["rooms"] == changed["desk"]


def test_a_damaged_piece_is_imported_as_ever(tmp_path: Path) -> None:
    _office(tmp_path, 3)
    stamp = (tmp_path / "office" / "rooms" / "desk.py").stat()
    piece = min(_kept(tmp_path / "office"), key=lambda path: len(path.name.split(".")[1]))
    piece.write_bytes(piece.read_bytes()[:-4])
    found = subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "3 SourceFileLoader desk.py office.rooms"
    assert (tmp_path / "office" / "rooms" / "desk.py").stat() == stamp
    found = subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "3 _Loader desk.py office.rooms"
