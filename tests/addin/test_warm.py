"""A press with a Python that stays: the real VBA of the runner in LibreOffice starts real processes and waits for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from addin import build
from addin.ribbon_xml import read_ribbon
from perf_xl.addin.mailbox import take, waiting
from perf_xl.addin.places import Places, read_pairs, write_pairs
from perf_xl.hosts.calc.office import Office
from tests.addin.test_functions_live import Book, office  # noqa: F401 - the fixture
from tests.office import needs_office

BOOK = "预算=2026;100% & 甲.xlsx"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's folder with everything in its name that has ever broken a command line."""
    folder = tmp_path / "张 三 =;%TEMP% & Co"
    (folder / "Local" / "perf_xl" / "run").mkdir(parents=True)
    return folder


@pytest.fixture
def at(home: Path) -> Places:
    return Places(home / "Roaming", home / "Local")


class Pc:
    """The add-in in LibreOffice as a user has it; its interpreter is a script that starts the code of this tree."""

    def __init__(self, office: Office, home: Path, at: Places, warm: bool, book: str = BOOK) -> None:  # noqa: F811
        self.home, self.at = home, at
        interpreter = home / "蟒 蛇=1;%.sh"
        interpreter.write_text(
            f'#!/bin/sh\nexport PYTHONPATH="{Path(__file__).parents[2]}" PERF_XL_TEST_IDLE=20\n'
            f'exec "{sys.executable}" -m tests.addin.warm_python "{home}" "$@"\n', encoding="utf-8")
        interpreter.chmod(0o755)
        write_pairs(at.settings, {"interpreter": str(interpreter), "isolated": "1", "functions": "0", "warm": str(int(warm))})
        modules = {**build.vba_modules(read_ribbon()),
                   "PerfWindows": (Path(__file__).parent / "stand_in_windows.bas").read_text(encoding="ascii")}
        path = home / "加载项.xlam"
        path.write_bytes(build.assemble(modules))
        self.book = Book(office, path)
        self.book.run("PerfWindows.PerfPrepare", str(home), book)

    def press(self, command: str) -> str:
        """Press a button; returns what the user is told by VBA."""
        self.book.run("PerfRunner.PerfRun", command)
        return str(self.book.run("PerfWindows.PerfTold"))

    def moments(self) -> int:
        return int(self.book.run("PerfWindows.PerfMoments"))

    @property
    def diary(self) -> list[tuple[int, str]]:
        """Process and command of every press so far."""
        lines = (self.home / "diary.txt").read_text(encoding="utf-8").splitlines()
        assert all(line.endswith(f" {BOOK}") for line in lines)
        return [(int(line.split()[0]), line.split()[1]) for line in lines]

    def server(self) -> int:
        return int(read_pairs(self.at.server)["process"])


@pytest.fixture
def ended(at: Places) -> Any:
    """After the test no server is wanted any more."""
    yield
    at.server.unlink(missing_ok=True)


def gone(process: int) -> bool:
    """Whether a process has ended. LibreOffice does not collect its children, so a dead one may still have a name."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def wait_until(condition: Any, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.usefixtures("ended")
class TestPress:
    pytestmark = needs_office

    def test_two_presses_are_served_by_one_process(self, office: Office, home: Path, at: Places) -> None:  # noqa: F811
        pc = Pc(office, home, at, warm=True)
        assert [pc.press("validate"), pc.press("fix")] == ["", ""]
        (first, _), (second, _) = pc.diary
        assert [command for _, command in pc.diary] == ["validate", "fix"]
        assert first == second == pc.server()
        assert sorted(path.name for path in at.runs.iterdir()) == ["server.txt"]
        at.server.unlink()
        wait_until(lambda: gone(first))

    def test_without_the_setting_every_press_is_a_process_of_its_own(self, office: Office, home: Path,  # noqa: F811
                                                                     at: Places) -> None:
        pc = Pc(office, home, at, warm=False)
        assert [pc.press("validate"), pc.press("validate")] == ["", ""]
        (first, _), (second, _) = pc.diary
        assert first != second
        assert list(at.runs.iterdir()) == []

    def test_a_server_that_was_killed_costs_a_moment_and_a_cold_start(self, office: Office, home: Path,  # noqa: F811
                                                                      at: Places) -> None:
        pc = Pc(office, home, at, warm=True)
        assert pc.press("validate") == ""
        os.kill(pc.server(), signal.SIGKILL)
        pc.moments()
        assert pc.press("fix") == ""
        assert pc.moments() <= 25
        assert pc.press("undo") == ""      # and the next has a server again
        processes = [process for process, _ in pc.diary]
        assert len(set(processes)) == 3
        assert processes[2] == pc.server()

    def test_a_crash_in_the_middle_is_told_and_not_repeated(self, office: Office, home: Path, at: Places) -> None:  # noqa: F811
        pc = Pc(office, home, at, warm=True)
        assert pc.press("validate") == ""
        assert "Python" in pc.press("rules")
        assert pc.press("fix") == ""
        assert [command for _, command in pc.diary] == ["validate", "fix"]
        assert len({process for process, _ in pc.diary}) == 2

    def test_what_is_missing_is_said(self, office: Office, home: Path, at: Places) -> None:  # noqa: F811
        pc = Pc(office, home, at, warm=True)
        write_pairs(at.settings, {"interpreter": str(home / "nowhere"), "warm": "1"})
        assert "没有找到 Python" in pc.press("validate")
        pc.book.run("PerfWindows.PerfPrepare", str(home), "")
        assert "请先打开" in pc.press("validate")
        assert list(at.runs.iterdir()) == []


IDS = [f"20261124-101500-{number}" for number in range(1, 4)]


def ask(at: Places, identity: str, command: str = "validate", age: float = 0) -> Path:
    path = at.runs / f"{identity}.request"
    write_pairs(path, {"command": command, "hwnd": "7", "book": BOOK})
    os.utime(path, (time.time() - age,) * 2)
    return path


def start_server(home: Path, idle: float = 20) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.addin.warm_python", str(home), "-m", "perf_xl.addin.server"],
                            env={**os.environ, "PERF_XL_TEST_IDLE": str(idle)}, cwd=Path(__file__).parents[2])


def test_of_many_that_take_a_request_one_has_it(at: Places) -> None:
    ask(at, IDS[0])
    taken = [take(at, IDS[0]) for _ in range(5)]
    assert [path is not None for path in taken] == [True, False, False, False, False]


def test_a_request_of_an_excel_that_is_gone_is_left_alone(at: Places) -> None:
    now = time.time()
    ask(at, IDS[0], age=120)
    ask(at, IDS[1], age=5)
    ask(at, IDS[2], age=30)
    ask(at, "notes")
    (at.runs / "20261124-101500-9.request.new").touch()
    assert list(waiting(at, now)) == [IDS[2], IDS[1]]


@pytest.mark.usefixtures("ended")
def test_a_server_ends_when_it_is_idle_and_takes_its_mark_away(home: Path, at: Places) -> None:
    ask(at, IDS[0])
    server = start_server(home, idle=0.5)
    assert server.wait(20) == 0
    assert read_pairs(at.runs / f"{IDS[0]}.result") == {"answer": "done"}
    assert [path.name for path in at.runs.iterdir()] == [f"{IDS[0]}.result"]


@pytest.mark.usefixtures("ended")
def test_of_two_servers_the_older_ends_and_nothing_is_done_twice(home: Path, at: Places) -> None:
    older = start_server(home)
    wait_until(at.server.exists)
    assert read_pairs(at.server)["process"] == str(older.pid)
    newer = start_server(home)
    for identity in IDS:
        ask(at, identity)
    assert older.wait(20) == 0
    wait_until(lambda: len(list(at.runs.glob("*.result"))) == len(IDS))
    assert len((home / "diary.txt").read_text(encoding="utf-8").splitlines()) == len(IDS)
    assert newer.poll() is None
    at.server.unlink()      # as installing or removing the add-in does
    assert newer.wait(20) == 0


@pytest.mark.usefixtures("ended")
def test_a_server_that_dies_leaves_its_request_taken_so_that_nobody_repeats_it(home: Path, at: Places) -> None:
    server = start_server(home)
    ask(at, IDS[0], "rules")
    assert server.wait(20) == 3
    assert (at.runs / f"{IDS[0]}.taken").exists()
    assert list(waiting(at, time.time())) == []
