"""A file comes whole or not at all, whatever stands in its way."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts import landing
from perf_xl.hosts.file_names import safe_file_name
from perf_xl.hosts.landing import land

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and folder rights of POSIX")


def refused(target: Path, inputs: tuple[Path, ...] = ()) -> str:
    with pytest.raises(Unusable) as problem:
        land(target, b"new", inputs)
    return problem.value.what


def test_a_new_file_and_one_in_place_of_an_old_one(tmp_path):
    target = tmp_path / "结果.xlsx"
    land(target, b"one")
    land(target, b"two")
    assert target.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["结果.xlsx"]


def test_an_input_is_never_overwritten_by_whatever_name_it_is_called(tmp_path):
    source = tmp_path / "收到.xlsx"
    source.write_bytes(b"old")
    (tmp_path / "sub").mkdir()
    assert refused(tmp_path / "sub" / ".." / "收到.xlsx", (source,)) == "write.is_input"
    if sys.platform != "win32":
        (tmp_path / "别名.xlsx").symlink_to(source)
        assert refused(tmp_path / "别名.xlsx", (source,)) == "write.is_input"
    assert source.read_bytes() == b"old"


def test_folders_as_target_or_missing(tmp_path):
    assert refused(tmp_path) == "write.is_folder"
    assert refused(tmp_path / "没有" / "a.xlsx") == "write.no_folder"
    assert refused(tmp_path / ("长" * 300 + ".xlsx")) == "write.name_too_long"


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_stays(tmp_path, lock):
    (tmp_path / "a.xlsx").write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"x")
    assert refused(tmp_path / "a.xlsx") == "write.open_elsewhere"
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"


@pytest.mark.parametrize(("number", "what"), [
    (errno.ENOSPC, "write.disk_full"), (errno.EROFS, "write.folder_closed"), (errno.EIO, "write.failed"),
])
def test_a_disk_that_refuses_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, number, what):
    target = tmp_path / "a.xlsx"
    if what != "write.folder_closed":
        target.write_bytes(b"old")
    before = sorted(tmp_path.iterdir())

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(landing.os, "fsync", refuse)
    assert refused(target) == what
    assert sorted(tmp_path.iterdir()) == before


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights(tmp_path):
    tmp_path.chmod(0o500)
    try:
        assert refused(tmp_path / "a.xlsx") == "write.folder_closed"
    finally:
        tmp_path.chmod(0o700)


KILLED = """
import sys
from pathlib import Path
from perf_xl.hosts.landing import land
while True:
    for letter in b"ab":
        land(Path(sys.argv[1]), bytes([letter]) * 3_000_000)
        print(flush=True)
"""


@POSIX
def test_a_killed_run_leaves_the_old_file_or_the_new_one_and_the_next_run_clears_up(tmp_path):
    target = tmp_path / "a.xlsx"
    for pause in (0.0, 0.003, 0.007, 0.011):
        run = subprocess.Popen([sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        content = target.read_bytes()
        assert content in (b"a" * 3_000_000, b"b" * 3_000_000)
    (tmp_path / "~12345678-a.xlsx.perf_xl").write_bytes(b"left by a killed run")
    (tmp_path / "~12345678-b.xlsx.perf_xl").write_bytes(b"of another target")
    land(target, b"new")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.xlsx", "~12345678-b.xlsx.perf_xl"]


@POSIX
def test_the_file_of_a_run_that_still_writes_is_not_cleared(tmp_path):
    busy = tmp_path / "~12345678-a.xlsx.perf_xl"
    with open(busy, "wb") as file:
        landing._hold(file)
        land(tmp_path / "a.xlsx", b"new")
        assert busy.exists()


def test_a_file_taken_for_a_leftover_before_it_was_locked_is_written_again(tmp_path, monkeypatch):
    """Another run clears its leftovers between the making of a file and its lock."""
    holds = []

    def hold(file):
        holds.append(file)
        if len(holds) < 3:
            Path(file.name).unlink()

    monkeypatch.setattr(landing, "_hold", hold)
    land(tmp_path / "a.xlsx", b"new")
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]
    monkeypatch.setattr(landing, "_hold", lambda file: Path(file.name).unlink())
    with pytest.raises(Unusable, match=r"write\.failed"):
        land(tmp_path / "a.xlsx", b"newer")
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize(("text", "name"), [
    ("312001 保定市公安局", "312001 保定市公安局.xlsx"), ("a/b\\c:d*e?", "a_b_c_d_e_.xlsx"), ("CON", "_CON.xlsx"),
    ("nul.txt", "_nul.txt.xlsx"), ("  点. . ", "点.xlsx"), ("", "book.xlsx"), ("..", "book.xlsx"),
])
def test_file_names_that_windows_takes(text, name):
    assert safe_file_name(text, ".xlsx") == name


def test_a_long_file_name_is_cut():
    assert len(safe_file_name("长" * 300, ".xlsx").encode()) <= 240
