"""`perf-xl addin install|remove|status`: the add-in into the user's own start folder and out again."""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path

from msgspec import Struct

from perf_xl.addin.places import Places, packaged_xlam, read_pairs, write_pairs
from perf_xl.errors import Unusable


class Status(Struct, frozen=True):
    """`current`: the add-in in XLSTART has the bytes of this package. `interpreter` '' where none is set."""

    installed: bool
    current: bool
    interpreter: str
    interpreter_exists: bool


def install(at: Places, executable: Path | None = None, functions: bool = False, warm: bool = False) -> list[Path]:
    """Copy the add-in and note which Python it starts; returns the files written.

    `functions` switches the worksheet functions on, `warm` lets Python stay after a press (decision 56). Raises Unusable while Excel holds the old file open.
    """
    interpreter = windowless(executable or Path(sys.executable))
    if "%" in str(interpreter):
        raise Unusable("addin.percent", path=interpreter)
    source = packaged_xlam()
    if not source.exists():
        raise Unusable("addin.no_xlam")
    stop(at)
    at.xlam.parent.mkdir(parents=True, exist_ok=True)
    beside = at.xlam.with_suffix(".new")
    try:
        beside.write_bytes(source.read_bytes())     # written anew: a copy would keep a mark of the web
        os.replace(beside, at.xlam)
    except PermissionError as reason:
        beside.unlink(missing_ok=True)
        raise Unusable("addin.in_use", path=at.xlam) from reason
    write_pairs(at.settings, {"interpreter": str(interpreter), "isolated": str(int(not _in_user_site())),
                              "functions": str(int(functions)), "warm": str(int(warm)),
                              "typing": read_pairs(at.settings).get("typing", "1")})
    at.runs.mkdir(parents=True, exist_ok=True)
    return [at.xlam, at.settings]


def remove(at: Places) -> list[Path]:
    """Take both away; returns what was there. Raises Unusable while Excel holds the add-in open."""
    stop(at)
    gone = [path for path in (at.xlam, at.settings) if path.exists()]
    try:
        for path in gone:
            path.unlink()
    except PermissionError as reason:
        raise Unusable("addin.in_use", path=at.xlam) from reason
    return gone


def status(at: Places) -> Status:
    """What is installed now."""
    installed = at.xlam.exists()
    interpreter = read_pairs(at.settings).get("interpreter", "")
    return Status(installed, installed and at.xlam.read_bytes() == packaged_xlam().read_bytes(), interpreter,
                  bool(interpreter) and Path(interpreter).exists())


def windowless(executable: Path) -> Path:
    """pythonw.exe beside python.exe: no black window. The given one where there is none."""
    silent = executable.with_name("pythonw.exe")
    return silent if silent.exists() else executable


def stop(at: Places) -> None:
    """Let a server that stayed open end; it holds the program's files until then."""
    at.server.unlink(missing_ok=True)


def _in_user_site() -> bool:
    """Installed with `pip install --user`: an isolated Python would not see it."""
    user = site.getusersitepackages() if site.ENABLE_USER_SITE else ""
    return bool(user) and Path(__file__).is_relative_to(user)
