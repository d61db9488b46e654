"""What is worked out once and kept for the next start, the way Python keeps its own modules: data files as dictionaries,
the rules' modules as one piece.

Reading thirty tables and two hundred small modules is a third of the time from pressing 校验 to the answer. What was read is kept
in the `__pycache__` beside it, together with a stamp of what it was made from; with another stamp it is made anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

_FORM = b"perf_xl.2 " + MAGIC_NUMBER.hex().encode()


def kept(folder: str, name: str, stamp: str, make: Callable[[], Any]) -> Any:
    """`make()`, or what it gave when it was last called with this stamp. Only plain values and code can be kept."""
    found = recall(folder, name, stamp)
    if found is None:
        found = make()
        remember(folder, name, stamp, found)
    return found


def recall(folder: str, name: str, stamp: str) -> Any:
    """What was remembered under this stamp; None where nothing was."""
    mark = _mark(stamp)
    with suppress(OSError, ValueError, EOFError, TypeError), open(_place(folder, name), "rb", buffering=0) as file:
        if file.read(len(mark)) == mark:
            return marshal.loads(file.readall())
    return None


def remember(folder: str, name: str, stamp: str, value: Any) -> None:
    """Where Python may keep its modules, and the value can be kept."""
    if not sys.dont_write_bytecode:
        with suppress(OSError, ValueError):      # a folder that may not be written, a value that cannot be kept
            _keep(Path(_place(folder, name)), _mark(stamp) + marshal.dumps(value))


def _place(folder: str, name: str) -> str:
    return os.path.join(folder, "__pycache__", f"{name}.{sys.implementation.cache_tag}.kept")


def _mark(stamp: str) -> bytes:
    return _FORM + b" %d " % len(stamp) + stamp.encode("utf-8", "surrogateescape") + b"\n"


def read_table(path: str | Path) -> dict[str, Any]:
    """The content of a .toml file. Raises FileNotFoundError where there is none."""
    seen = os.stat(path)
    folder, name = os.path.split(path)
    table: dict[str, Any] = kept(folder, name.removesuffix(".toml"), f"{seen.st_mtime_ns} {seen.st_size}", lambda: _read(path))
    return table


def _read(path: str | Path) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(Path(path).read_text(encoding="utf-8"))


def _keep(target: Path, content: bytes) -> None:
    """Whole or not at all: two programs may start at once."""
    target.parent.mkdir(exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
