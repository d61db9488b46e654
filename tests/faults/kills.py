"""Kills every writing command at random moments; each target must be the old file or the new one, never half.

    python -m tests.faults.kills --times 500

Half of the kills come at any moment of the command, half while a file of it is on the way. After each kill every target is
looked at; the command then runs to its end, and nothing may lie about.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.writing import Command, commands, old

_ON_THE_WAY = ".perf_xl"       # how the name of a file ends that is being written


@dataclass
class Count:
    commands: int = 0
    killed: int = 0
    ended_before: int = 0
    while_writing: int = 0
    old: int = 0
    new: int = 0


def kill_often(times: int, seed: int = 1, tell: Callable[[str], None] = lambda _: None, only: str = "") -> Count:
    """Raises AssertionError at the first target that is neither old nor new, or a file left lying about."""
    random, count = Random(seed), Count()
    with tempfile.TemporaryDirectory(prefix="kills ") as name:
        every = [command for command in commands(Path(name)) if only in command.name]
        spans: dict[str, float] = {}
        turn = random.randrange(len(every))
        while count.killed < times:
            command = every[turn % len(every)]
            if command.name not in spans:
                spans[command.name] = _span(command)
                count.commands += 1
            _kill(command, random, spans[command.name], count)
            _ends_well(command)
            turn += 1
            if turn % 100 == 0:
                tell(f"{turn}: {count}")
        left = _lying_about(every)
        assert left == [], f"left lying about: {left}"
    return count


def _lying_about(every: Iterable[Command]) -> list[str]:
    """Files in the folders of the targets that are no targets."""
    every = list(every)
    wanted = {path for command in every for path in command.targets}
    folders = {path.parent for path in wanted}
    return [str(file) for folder in folders if folder.is_dir() for file in folder.iterdir()
            if file.is_file() and file not in wanted and file.suffix != ".lock"]      # a survey's own, there for good


def _span(command: Command) -> float:
    """Seconds from start to end, when everything is imported already."""
    if not command.threads:
        command.prepare()
        assert command.run() in (0, 1), command.arguments
    command.prepare()
    started = time.monotonic()
    assert _in_child(command).wait() in (0, 1), command.name
    return time.monotonic() - started


def _ends_well(command: Command) -> None:
    """Run again after the kill: everything is there, and nothing else."""
    if command.fresh and command.folder is None:
        command.prepare()          # a key that is there is never written again
    assert _in_child(command).wait() in (0, 1), command.name
    for path in command.targets:
        _check_whole(path, path.read_bytes(), command.name)
    for folder in {path.parent for path in command.targets}:
        assert not any(file.name.endswith(_tail(path)) for file in folder.iterdir() for path in command.targets), f"{command.name}: left lying about"


def _tail(path: Path) -> str:
    return f"-{path.name[-60:]}{_ON_THE_WAY}"


def _kill(command: Command, random: Random, span: float, count: Count) -> None:
    command.prepare()
    folders = {path.parent for path in command.targets}
    before = _files(folders)
    child = _in_child(command)
    if random.random() < 0.5:
        time.sleep(random.random() * span * 1.05)
    else:
        _wait_for_file(folders, before, span * 3, child)
        time.sleep(random.random() * 0.0006)
    ended = child.kill()
    count.killed += not ended
    count.ended_before += ended
    count.while_writing += any(name.endswith(_ON_THE_WAY) for name in _files(folders) - before)
    for path in command.targets:
        if not path.exists():
            assert command.fresh, f"{command.name}: the old file is gone"
            count.old += 1
        elif (content := path.read_bytes()) == old(path):
            count.old += 1
        else:
            _check_whole(path, content, command.name)
            count.new += 1


def _files(folders: Iterable[Path]) -> set[str]:
    return {name for folder in folders if folder.is_dir() for name in os.listdir(folder)}


def _wait_for_file(folders: Iterable[Path], before: set[str], patience: float, child: _Child) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until and not child.ended():
        if any(name.endswith(_ON_THE_WAY) and name not in before for name in _files(folders)):
            return


def _check_whole(path: Path, content: bytes, name: str) -> None:
    kind, said = path.suffix, f"{name}: half a file"
    if kind in (".xlsx", ".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None, said
    elif kind == ".pdf":
        assert content.startswith(b"%PDF"), said
        assert content.rstrip().endswith(b"%%EOF"), said
    elif kind == ".json":
        json.loads(content)
    elif kind == ".parquet":
        assert content[:4] == content[-4:] == b"PAR1", said
    elif kind == ".ics":
        assert content.endswith(b"END:VCALENDAR\r\n"), said
    elif kind == ".eml":
        assert content.rstrip().endswith(b"--"), said
    elif kind == ".key":
        assert len(content.decode().splitlines()) == 2, said
    else:
        assert content.decode("utf-8-sig").endswith("\n"), said


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
    parser.add_argument("--only", default="", help="commands whose name holds this")
    options = parser.parse_args()
    started = time.monotonic()
    count = kill_often(options.times, options.seed, print, options.only)
    print(f"{count.commands} commands; {count.killed} killed at work ({count.while_writing} with a file on the way), "
          f"{count.ended_before} more had just ended; targets old {count.old}, new {count.new}, half 0; "
          f"nothing left after the next run; {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
