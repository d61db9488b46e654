"""Killed, full, closed, exchanged, set wrong, called twice: the old file or the new one, and one clear sentence."""

from __future__ import annotations

import datetime as clock
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.commands import MODULES
from perf_xl.demo import SAMPLE
from perf_xl.desk import open_book
from perf_xl.errors import Unusable
from tests.faults.kills import kill_often
from tests.faults.vanishing import ERRORS, every_touch, judge
from tests.faults.writing import NOT_KILLED, WRITES_NOTHING, commands
from tests.fuzz.bases import small_department

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and folder rights of POSIX")
HOUSE = Path(__file__).parents[2]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "在.xlsx"
    actions.write_book(small_department(), path)
    return path


def program(*arguments: object, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    settings = {**os.environ, "PYTHONPATH": str(HOUSE), **(env or {})}
    settings.pop("PERF_XL_TRACEBACK", None)
    return subprocess.run([sys.executable, "-m", "perf_xl", *map(str, arguments)], env=settings, text=True, encoding="utf-8",
                          capture_output=True, check=False, timeout=300, **options)  # type: ignore[call-overload,no-any-return]


def one_sentence(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 2, run
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    assert "Traceback" not in run.stderr
    return run.stderr


@POSIX
def test_killed_at_any_moment_the_target_is_old_or_new() -> None:
    count = kill_often(20)
    assert count.killed == 20


def test_every_command_that_writes_is_among_those_killed(tmp_path: Path) -> None:
    killed = {command.arguments[0] for command in commands(tmp_path)}
    assert killed | WRITES_NOTHING | set(NOT_KILLED) == set(MODULES)
    assert not killed & (WRITES_NOTHING | set(NOT_KILLED))


@POSIX
@pytest.mark.parametrize(("arguments", "target"), [
    (("template",), "a.xlsx"), (("import", SAMPLE / "department.json"), "a.xlsx"), (("report", "在.xlsx"), "a.docx"),
    (("report", "在.xlsx"), "a.pdf"), (("validate", "在.xlsx", "--mark"), "a.xlsx"),
], ids=lambda each: each if isinstance(each, str) else each[0])
def test_no_more_room_on_the_disk(arguments: tuple[object, ...], target: str, book: Path) -> None:
    (book.parent / target).write_bytes(b"old")
    outputs = (target,) if "--mark" in arguments else ("-o", target)
    said = one_sentence(program(*arguments, *outputs, cwd=book.parent, preexec_fn=_small_files))
    assert target in said
    assert (book.parent / target).read_bytes() == b"old"
    assert sorted(file.name for file in book.parent.iterdir()) == sorted([target, "在.xlsx"])


def _small_files() -> None:
    """No file beyond 4 KB: writing stops in the middle, as on a full disk."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "小盘"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("may not mount here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@POSIX
def test_a_full_disk(tiny_disk: Path, book: Path) -> None:
    (tiny_disk / "a.xlsx").write_bytes(b"old")
    said = one_sentence(program("validate", book, "--mark", tiny_disk / "a.xlsx"))
    assert "磁盘空间不足" in said
    assert [(file.name, file.read_bytes()) for file in tiny_disk.iterdir()] == [("a.xlsx", b"old")]


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_closed_folder(book: Path, tmp_path: Path) -> None:
    closed = tmp_path / "只读"
    closed.mkdir(mode=0o500)
    assert "没有写入权限" in one_sentence(program("report", book, "-o", closed / "a.docx"))


@POSIX
@pytest.mark.parametrize("env", [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    {"TZ": "Asia/Kathmandu"}, {"TZ": "nonsense/zone"}, {"TZ": "XXX-25"}, {"HOME": "/nowhere", "PWD": "/nowhere"}], ids=str)
def test_odd_surroundings_change_nothing(env: dict[str, str], book: Path, tmp_path: Path) -> None:
    usual = program("validate", book, "--format", "json")
    odd = program("validate", book, "--format", "json", env=env)
    assert (odd.returncode, odd.stdout, odd.stderr) == (usual.returncode, usual.stdout, usual.stderr)


@POSIX
def test_a_file_name_in_another_encoding(book: Path, tmp_path: Path) -> None:
    """As unpacked from a zip made on Windows."""
    named = os.fsencode(tmp_path) + "\u8868.xlsx".encode("gbk")
    os.rename(book, named)
    settings = {**os.environ, "PYTHONPATH": str(HOUSE)}
    for more in (("--format", "json"), ("--mark", "a.xlsx"), ()):
        run = subprocess.run([sys.executable, "-m", "perf_xl", "validate", named, *more], env=settings, capture_output=True, check=False,
                             cwd=tmp_path)
        assert run.returncode in (0, 1), run.stderr
        assert run.stderr == b""
        run.stdout.decode()


@POSIX
@pytest.mark.parametrize("name", ["临时 文件 夹", "a'b\"c", "无"])
def test_an_odd_folder_for_temporary_files(name: str, book: Path, tmp_path: Path) -> None:
    """Chinese, blanks, quotation marks - or missing altogether."""
    scratch = tmp_path / name
    if name != "无":
        scratch.mkdir()
    env = {"TMPDIR": str(scratch), "TMP": str(scratch), "TEMP": str(scratch)}
    for target in ("a.pdf", "a.docx"):
        run = program("report", book, "-o", tmp_path / target, env=env)
        assert run.returncode == 0, run.stderr
    assert name == "无" or list(scratch.iterdir()) == []


@pytest.mark.parametrize("today", [clock.date(1970, 1, 1), clock.date(1980, 1, 1), clock.date(2099, 12, 31)])
def test_a_wrong_clock(today: clock.date, book: Path, tmp_path: Path) -> None:
    opened = actions.open_department(book)
    checked = actions.check(opened, today)
    assert not [each for each in checked.outcomes if each.outcome.value == "crashed"]
    marked = open_book.mark(book, tmp_path / f"{today.year}.xlsx", checked, clock.datetime.combine(today, clock.time()))
    assert marked.findings == checked.findings
    with zipfile.ZipFile(tmp_path / f"{today.year}.xlsx") as archive:
        assert archive.testzip() is None


@POSIX
def test_two_at_once_on_one_target_do_not_harm_each_other(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "同.xlsx"
    settings = {**os.environ, "PYTHONPATH": str(HOUSE)}
    runs = [subprocess.Popen([sys.executable, "-m", "perf_xl", "validate", str(book), "--mark", str(target)], env=settings,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
    for run in runs:
        assert run.communicate()[1] == b""
        assert run.returncode in (0, 1)
    assert actions.open_department(target).department.projects
    assert sorted(file.name for file in tmp_path.iterdir()) == ["同.xlsx", "在.xlsx"]


def test_a_rule_that_fails_takes_no_other_along(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    from perf_xl.rules import catalogue

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    sound = actions.check(actions.open_department(book), clock.date(2023, 6, 30))
    victim = sound.findings[0].code
    rules = tuple(replace(rule, check=broken) if rule.code == victim else rule for rule in catalogue.all_rules())
    monkeypatch.setattr(catalogue, "chosen", lambda *_: rules)
    hurt = actions.check(actions.open_department(book), clock.date(2023, 6, 30))
    assert [each.code for each in hurt.outcomes if each.outcome.value == "crashed"] == [victim]
    assert {each.code for each in hurt.findings} == {each.code for each in sound.findings} - {victim}


def test_a_mistake_of_ours_is_a_sentence_without_cell_contents(book: Path, monkeypatch: pytest.MonkeyPatch,
                                                               capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("张三的工资")

    monkeypatch.setattr(actions, "check", broken)
    monkeypatch.delenv("PERF_XL_TRACEBACK", raising=False)
    assert main(["validate", str(book)]) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "KeyError" in said
    assert "张三" not in said


def test_memory_that_does_not_suffice_is_a_sentence(book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(actions, "check", greedy)
    monkeypatch.delenv("PERF_XL_TRACEBACK", raising=False)
    assert main(["validate", str(book)]) == 2
    assert "内存" in capsys.readouterr().err


@POSIX
@pytest.mark.parametrize("name", ["validate --mark", "report targets.docx", "import --split", "consolidate --letters", "send --eml", "ledger"])
def test_a_network_drive_that_goes_away(name: str, tmp_path: Path) -> None:
    """At its first touches, and at every seventh; all touches of all commands: python -m tests.faults.vanishing"""
    command = next(each for each in commands(tmp_path) if each.name == name)
    command.prepare()
    assert command.run() in (0, 1)
    for number, first in enumerate((0, 1, 3)):
        for after, status, said, gone in every_touch(command, tmp_path, ERRORS[number], 7, first):
            assert judge(command, status, said, gone) == "", (after, said)


@POSIX
def test_a_drive_that_is_taken_away_for_good(tmp_path: Path, book: Path) -> None:
    """A real one: its folder is empty from then on, also for who stands in it."""
    drive = tmp_path / "盘"
    drive.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(drive)], capture_output=True, check=False).returncode:
        pytest.skip("may not mount here")
    try:
        (drive / "报送").mkdir()
        (drive / "报送" / "在.xlsx").write_bytes(book.read_bytes())
        opened = actions.open_department(drive / "报送" / "在.xlsx")
        checked = actions.check(opened, clock.date(2023, 6, 30))
    finally:
        subprocess.run(["umount", "-l", str(drive)], check=True)
    with pytest.raises(Unusable) as refused:
        open_book.mark(drive / "报送" / "在.xlsx", drive / "报送" / "校.xlsx", checked, clock.datetime(2023, 6, 30))
    assert refused.value.what.startswith(("write.", "read."))
    said = one_sentence(program("validate", drive / "报送" / "在.xlsx", cwd=tmp_path))
    assert "在.xlsx" in said
    assert list(drive.iterdir()) == []
