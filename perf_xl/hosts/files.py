"""A workbook in a file: read where it lies, never changed there. Changes go into a copy."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from perf_xl.errors import Unusable
from perf_xl.hosts.landing import check_target, land
from perf_xl.hosts.received import received
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.picture.edit import Change, Edit
from perf_xl.picture.grid import Grid


class FilesHost:
    """The workbook at `path`. The first changes make the copy at `copy_to`; later ones go into that copy."""

    def __init__(self, path: Path, copy_to: Path | None = None, out: TextIO | None = None) -> None:
        self._path = path
        self._copy_to = copy_to
        self._current = path
        self._out = out
        self._seen: bytes | None = None       # digest of what the last snapshot showed

    @property
    def path(self) -> Path:
        return self._path

    def snapshot(self) -> Grid:
        """The workbook with the changes so far. Raises Unusable when it cannot be read."""
        from perf_xl.hosts.xlsx_read import read_bytes

        content = received(self._current)
        self._seen = sha256(content).digest()
        return read_bytes(content, self._current.name)

    def apply(self, changes: Sequence[Change]) -> list[Edit]:
        """Write the changes into the copy; gives the edits refused. Raises Unusable `write.…`, nothing written then.

        Changes worked out on a snapshot are not carried into a file that was exchanged since.
        """
        if self._copy_to is None:
            raise Unusable("write.no_target", path=self._path)
        if self._copy_to.suffix.lower() in (".xlsm", ".xltm", ".xlsb", ".xls"):
            raise Unusable("write.not_xlsx", path=self._copy_to)
        target = check_target(self._copy_to, [self._path])
        content = received(self._current)
        if self._seen is not None and sha256(content).digest() != self._seen:
            raise Unusable("write.changed_meanwhile", path=self._current)
        written, refused = patched(content, changes, str(self._current))
        land(target, written, [self._path])
        self._current, self._seen = target, None
        return refused

    def show(self, text: str) -> None:
        if text:
            print(text, file=self._out or sys.stdout)

    def ask(self, question: str, options: Sequence[str]) -> int | None:
        """Nobody sits at a file."""
        return None

    def ask_text(self, question: str, usual: str = "") -> str | None:
        return None

    def pick_files(self, title: str, endings: Sequence[str], many: bool = True) -> list[Path]:
        return []

    def pick_folder(self, title: str) -> Path | None:
        return None

    def pick_target(self, title: str, usual: Path) -> Path | None:
        return None

    def open(self, path: Path) -> None:
        """Nobody looks at a file: its name is said."""
        self.show(str(path))

    def go_to(self, sheet: str, row: int = 1, column: int = 1) -> None:
        """Nobody looks at a file."""
