"""What is kept ready of a data file is what the file says now."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize("damage", [b"", b"perf_xl.1 ", lambda held: held[:-3], lambda held: held[:30] + b"\xff" * 20])
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
