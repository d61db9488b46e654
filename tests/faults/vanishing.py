"""A network drive that goes away in the middle of a command: at each touch of it, for every command that writes.

    python -m tests.faults.vanishing                 all commands, every touch
    python -m tests.faults.vanishing --only report   commands whose name holds this

From a given touch on whatever reaches for the drive - opening, listing, renaming, asking for facts, flushing - fails as it does
when the server is gone. The command must end with one sentence that is not "a mistake of ours", and what it was to
write over must still be the old file, or be the new one.
"""

from __future__ import annotations

import argparse
import builtins
import contextlib
import errno
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.kills import _check_whole
from tests.faults.writing import Command, commands, old

ERRORS = (errno.EIO, errno.ENOTCONN, errno.ESTALE, errno.EHOSTDOWN)
_EVENTS = {"open", "os.listdir", "os.scandir", "os.rename", "os.remove", "os.mkdir"}


class Tried(NamedTuple):
    commands: int
    vanished: int
    refused: int
    finished: int


class _Drive:
    """Everything below `folder`, in this process, until touch number `after`."""

    def __init__(self, folder: Path, after: int, code: int) -> None:
        self._folder, self._after, self._code = str(folder), after, code
        self.touches = 0

    @property
    def gone(self) -> bool:
        return self.touches > self._after

    def touch(self, path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(self._folder):
            self.touches += 1
            if self.gone:
                raise OSError(self._code, os.strerror(self._code), os.fsdecode(path))

    def watch(self) -> None:
        """For the rest of this process."""
        def hook(event: str, facts: tuple[Any, ...]) -> None:
            if event in _EVENTS:
                for path in facts[:2 if event == "os.rename" else 1]:
                    self.touch(path)

        sys.addaudithook(hook)
        for name in ("stat", "lstat"):
            setattr(os, name, self._watched(getattr(os, name)))
        os.fsync = self._flush  # type: ignore[assignment]

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Any, *more: Any, **named: Any) -> Any:
            self.touch(path)
            return call(path, *more, **named)

        return asked

    def _flush(self, file: int) -> None:
        self.touches += 1
        if self.gone:
            raise OSError(self._code, os.strerror(self._code))


def try_command(command: Command, folder: Path, after: int, code: int) -> tuple[int, str, bool]:
    """Exit code, what was said on the error stream, and whether the drive went away before the end."""
    command.prepare()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        os._exit(_in_child(command, _Drive(folder, after, code), writing))
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    gone, _, text = said.partition("\n")
    return status, text, gone == "gone"


def _in_child(command: Command, drive: _Drive, writing: int) -> int:
    from perf_xl.cli import main

    noise = io.StringIO()
    os.environ.pop("PERF_XL_TRACEBACK", None)
    drive.watch()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(noise):
            status = main([*command.arguments])
    except BaseException as problem:  # noqa: BLE001 - told to the parent, which judges
        status, noise = 99, io.StringIO(repr(problem))
    with builtins.open(writing, "w", encoding="utf-8") as pipe:
        pipe.write(f"{'gone' if drive.gone else 'there'}\n{noise.getvalue()}")
    return status


def judge(command: Command, status: int, said: str, gone: bool) -> str:
    """What is wrong; '' for nothing."""
    for path in command.targets:
        if path.exists() and (content := path.read_bytes()) != old(path):
            _check_whole(path, content, command.name)
        elif not path.exists() and not command.fresh:
            return f"{path.name} is lost"
    if not gone or status in (0, 1):
        return "" if status in (0, 1) else f"ended with {status}: {said}"
    lines = said.strip().splitlines()
    if status != 2 or not lines:
        return f"ended with {status}: {said}"
    mistakes = [line for line in lines if "Traceback" in line or "程序内部" in line or "程序自身" in line or ".py:" in line]
    return f"no clear sentence: {said}" if mistakes else ""


def every_touch(command: Command, folder: Path, code: int, step: int = 1, first: int = 0) -> Iterator[tuple[int, int, str, bool]]:
    """The command again and again, the drive going away later each time, until it lives to the end."""
    after = first
    while True:
        status, said, gone = try_command(command, folder, after, code)
        yield after, status, said, gone
        if not gone:
            return
        after += step


def vanish_everywhere(folder: Path, only: str = "", tell: Callable[[str], None] = print) -> tuple[Tried, list[str]]:
    """All commands, every touch; the figures and what was wrong."""
    wrong: list[str] = []
    every = [each for each in commands(folder) if only in each.name]
    vanished = refused = finished = 0
    for number, command in enumerate(every):
        if not command.threads:
            command.prepare()
            command.run()
        for after, status, said, gone in every_touch(command, folder, ERRORS[number % len(ERRORS)]):
            vanished += gone
            refused += gone and status == 2
            finished += not gone
            problem = judge(command, status, said, gone)
            if problem:
                wrong.append(f"{command.name}, touch {after}: {problem}")
                tell(wrong[-1][:300])
    return Tried(len(every), vanished, refused, finished), wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.vanishing", description=__doc__)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drive ") as name:
        tried, wrong = vanish_everywhere(Path(name), options.only)
    print(f"{tried.commands} commands; the drive went away {tried.vanished} times: {tried.refused} ended in a sentence, "
          f"{tried.vanished - tried.refused} had all they needed; {len(wrong)} wrong; {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
