"""Kills every writing command at random moments; the target must be the old file or the new one, never half.

    python -m tests.faults.kills --times 500

Half of the kills come at any moment of the command, half while its file is on the way. After each kill every target is
looked at; the command then runs to its end, and nothing may lie about.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from random import Random

from perf_xl.cli import main as perf_xl
from perf_xl.demo import SAMPLE

_ON_THE_WAY = ".perf_xl"       # how the name of a file ends that is being written


@dataclass(frozen=True)
class Command:
    """`arguments` with the files it writes."""

    name: str
    arguments: tuple[str, ...]
    targets: tuple[Path, ...]

    def run(self) -> int:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return perf_xl([*self.arguments])


@dataclass
class Count:
    killed: int = 0
    ended_before: int = 0
    while_writing: int = 0
    old: int = 0
    new: int = 0


def commands(folder: Path) -> list[Command]:
    """Each writing command over a small department in `folder`."""
    from perf_xl import actions
    from perf_xl.model.as_json import to_json
    from tests.fuzz.bases import small_department

    book, units = folder / "在.xlsx", folder / "各单位"
    actions.write_book(small_department(), book)
    units.mkdir()
    actions.write_book(small_department(), units / "甲.xlsx")
    json, ledger = folder / "存.json", SAMPLE / "vouchers_2023.csv"
    json.write_text(dumps(to_json(small_department())), encoding="utf-8")
    out = folder / "出"
    out.mkdir()

    def made(name: str, *arguments: object, files: Sequence[str]) -> Command:
        return Command(name, tuple(map(str, arguments)), tuple(out / file for file in files))

    return [
        made("template", "template", "-o", out / "a.xlsx", "--projects", 2, files=["a.xlsx"]),
        made("import", "import", json, "-o", out / "b.xlsx", files=["b.xlsx"]),
        made("validate --mark", "validate", book, "--mark", out / "c.xlsx", "--fix", "safe", files=["c.xlsx"]),
        made("ledger", "ledger", book, ledger, "-o", out / "d.xlsx", files=["d.xlsx"]),
        made("progress", "progress", book, "--as-of", "2023-06-30", "--ledger", ledger, "-o", out / "e.xlsx", files=["e.xlsx"]),
        made("consolidate", "consolidate", units, "-o", out / "f.xlsx", "--report", out / "f.docx", files=["f.xlsx", "f.docx"]),
        made("report docx", "report", book, "-o", out / "g.docx", files=["g.docx"]),
        made("report pdf", "report", book, "-o", out / "h.pdf", files=["h.pdf"]),
        made("report md", "report", book, "-o", out / "i.md", files=["i.md"]),
        made("load", "load", json, "-o", out / "j.xlsx", files=["j.xlsx"]),
    ]


def kill_often(times: int, seed: int = 1, tell: Callable[[str], None] = lambda _: None) -> Count:
    """Raises AssertionError at the first target that is neither old nor new, or a file left lying about."""
    random, count = Random(seed), Count()
    with tempfile.TemporaryDirectory(prefix="kills ") as name:
        every = commands(Path(name))
        for command in every:
            if command.name != "report pdf":       # its threads must not live in the process that forks
                assert command.run() in (0, 1), command.name
        spans = {command.name: _span(command) for command in every}
        turn = 0
        while count.killed < times:
            command = every[turn % len(every)]
            _kill(command, random, spans[command.name], count)
            turn += 1
            if turn % 100 == 0:
                tell(f"{turn}: {count}")
        for command in every:
            assert _in_child(command).wait() in (0, 1), command.name
        left = [file.name for file in (Path(name) / "出").iterdir() if file not in {path for each in every for path in each.targets}]
        assert left == [], f"left lying about: {left}"
    return count


def _span(command: Command) -> float:
    started = time.monotonic()
    assert _in_child(command).wait() in (0, 1), command.name
    return time.monotonic() - started


def _kill(command: Command, random: Random, span: float, count: Count) -> None:
    for path in command.targets:
        path.write_bytes(b"old " + path.name.encode())
    before = {file.name for file in command.targets[0].parent.iterdir()}
    child = _in_child(command)
    if random.random() < 0.5:
        time.sleep(random.random() * span * 1.05)
    else:
        _wait_for_file(command.targets[0].parent, before, span * 3, child)
        time.sleep(random.random() * 0.0006)
    ended = child.kill()
    count.killed += not ended
    count.ended_before += ended
    count.while_writing += any(file.name.endswith(_ON_THE_WAY) and file.name not in before
                               for file in command.targets[0].parent.iterdir())
    for path in command.targets:
        content = path.read_bytes()
        if content == b"old " + path.name.encode():
            count.old += 1
        else:
            _check_whole(path, content, command.name)
            count.new += 1


def _wait_for_file(folder: Path, before: set[str], patience: float, child: _Child) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until and not child.ended():
        if any(name.endswith(_ON_THE_WAY) and name not in before for name in os.listdir(folder)):
            return


def _check_whole(path: Path, content: bytes, name: str) -> None:
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None, f"{name}: half a file"
    elif path.suffix == ".pdf":
        assert content.startswith(b"%PDF"), f"{name}: half a file"
        assert content.rstrip().endswith(b"%%EOF"), f"{name}: half a file"
    else:
        assert content.decode().endswith("\n"), f"{name}: half a file"


class _Child:
    """A forked process: everything is imported already, so that the command's own work takes most of the time."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._status: int | None = None

    def ended(self) -> bool:
        if self._status is None:
            done, status = os.waitpid(self._process, os.WNOHANG)
            self._status = status if done else None
        return self._status is not None

    def kill(self) -> bool:
        """Whether it had ended by itself."""
        if self.ended():
            return True
        os.kill(self._process, signal.SIGKILL)
        _, self._status = os.waitpid(self._process, 0)
        return not os.WIFSIGNALED(self._status)

    def wait(self) -> int:
        _, status = os.waitpid(self._process, 0)
        return os.waitstatus_to_exitcode(status)


def _in_child(command: Command) -> _Child:
    process = os.fork()
    if process == 0:
        try:
            os._exit(command.run())
        finally:
            os._exit(9)
    return _Child(process)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.monotonic()
    count = kill_often(options.times, options.seed, print)
    print(f"{count.killed} killed at work ({count.while_writing} with a file on the way), "
          f"{count.ended_before} more had just ended; targets old {count.old}, new {count.new}, half 0; "
          f"nothing left after the next run; {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
