"""Folders and settings of the add-in on Windows. Nothing else decides which Python a button starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from perf_xl.errors import Unusable

XLAM = "perf_xl.xlam"
_ENCODING = "utf-16"       # with a mark: what Windows' own scripting reads and writes as Unicode


def packaged_xlam() -> Path:
    """The add-in as it was installed with this package."""
    return Path(__file__).parent / "data" / XLAM


class Places(Struct, frozen=True):
    """`roaming` is %APPDATA%, `local` is %LOCALAPPDATA%."""

    roaming: Path
    local: Path

    @property
    def xlam(self) -> Path:
        """In the user's XLSTART: a trusted place that needs no rights of an administrator."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / XLAM

    @property
    def settings(self) -> Path:
        return self.roaming / "perf_xl" / "settings.txt"

    @property
    def runs(self) -> Path:
        return self.local / "perf_xl" / "run"

    @property
    def server(self) -> Path:
        """The mark of the server that stays open, while there is one."""
        return self.runs / "server.txt"

    @property
    def log(self) -> Path:
        return self.local / "perf_xl" / "log" / "perf_xl.log"


def places(environment: Mapping[str, str] = os.environ) -> Places:
    """The folders of the user. Raises Unusable where there are none: not on Windows."""
    roaming, local = environment.get("APPDATA"), environment.get("LOCALAPPDATA")
    if not roaming or not local:
        raise Unusable("addin.not_windows")
    return Places(Path(roaming), Path(local))


def read_pairs(path: Path) -> dict[str, str]:
    """Lines key=value in UTF-16; the value goes on to the end of its line. Empty for a file that is not there."""
    try:
        text = path.read_text(encoding=_ENCODING)
    except (OSError, UnicodeError):
        return {}
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def write_pairs(path: Path, pairs: Mapping[str, str]) -> None:
    """Write them so that VBA reads them; the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes("".join(f"{key}={value}\r\n" for key, value in pairs.items()).encode(_ENCODING))
    os.replace(beside, path)
