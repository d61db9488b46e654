"""A morning's post large enough to be kept while it is read, and runs of the program that are killed over it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from perf_xl.hosts.inbox import inlets
from perf_xl.hosts.workbooks import workbooks
from tests.consolidate.books import book, sealed, unit
from tests.consolidate.mails import mail, zipped

LOCKED = Path(__file__).parents[1] / "golden" / "reading" / "locked.xlsx"

_KILLED = """
import os, signal, sys
from perf_xl.cli import main
from perf_xl.commands import told
def watch(self, done, total, what):
    if done == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    told.Watch.__call__ = watch
    sys.exit(main(sys.argv[2:]))
"""


def post(folder: Path) -> Path:
    """Workbooks, sound and not, a zip, a mail, and many papers: more than fifty files."""
    folder.mkdir(parents=True)
    files = {"05本级.xlsx": sealed(book(unit(0))), "15莲池.xlsx": book(unit(1, submission=1)), "25莲池 再报.xlsx": book(unit(1, submission=2)),
             "35竞秀.xlsx": book(unit(2)), "45压缩.zip": zipped({"公交.xlsx": book(unit(3)), "说明.txt": "请查收".encode("gbk")}, "gbk"),
             "50交警.eml": mail({"交警.zip": zipped({"交警.xlsx": book(unit(4))}), "盖章.pdf": b"%PDF-1.4"}, "rfc2047"),
             "12半个.xlsx": book(unit(5))[:9000], "22加密.xlsx": LOCKED.read_bytes(), "32空.xlsx": b"",
             **{f"{number}说明.txt": b"\xc7\xeb" for number in range(10, 58)}}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def killed(after: int, *arguments: object) -> None:
    """A run of the program, killed when so many files were done; the processes that it started end as well."""
    run = subprocess.Popen([sys.executable, "-c", _KILLED, str(after), *map(str, arguments)], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert run.wait(300) == -signal.SIGKILL
    until = time.monotonic() + 60
    with suppress(ProcessLookupError):
        while True:
            os.killpg(run.pid, 0)
            assert time.monotonic() < until, "its processes live on"
            time.sleep(0.05)


def in_turn(folder: Path, command: str) -> list[Path]:
    """The files in the order in which the command reads them."""
    return workbooks([folder]) if command == "validate" else [inlet.path for inlet in inlets([folder])]


def spoil(files: list[Path]) -> None:
    """Whoever opens one finds garbage, though it looks unchanged from outside."""
    for path in files:
        facts = path.stat()
        path.write_bytes(b"\0" * facts.st_size)
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
