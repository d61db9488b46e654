"""What every host can do. One contract suite in the tests runs against each of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from perf_xl.picture.edit import Change, Edit
from perf_xl.picture.grid import Grid


class Host(Protocol):
    """A workbook held by some program. Whoever cannot be asked answers every question with "cancelled"."""

    @property
    def path(self) -> Path:
        """The file the workbook was opened from; a bare name where it was never saved."""
        ...

    def snapshot(self) -> Grid:
        """The workbook as it is now. Raises Unusable when it cannot be read."""
        ...

    def apply(self, changes: Sequence[Change]) -> list[Edit]:
        """Carry out the changes in order; returns the edits refused because the cell no longer held `before`.

        A file host writes a copy beside its target, flushes and renames it: the old file or the new one, never half.
        Raises Unusable("write.no_sheet") before anything is changed when a sheet is missing.
        """
        ...

    def show(self, text: str) -> None:
        """Tell the user one thing: a line on the terminal, a status bar. '' takes it away again."""
        ...

    def ask(self, question: str, options: Sequence[str]) -> int | None:
        """Let the user choose one of the options; None where nobody can be asked or nothing was chosen."""
        ...

    def ask_text(self, question: str, usual: str = "") -> str | None:
        """Let the user type a line, `usual` offered; None as for `ask`."""
        ...

    def pick_files(self, title: str, endings: Sequence[str], many: bool = True) -> list[Path]:
        """Let the user choose files with one of the endings (".csv"); empty as for `ask`."""
        ...

    def pick_folder(self, title: str) -> Path | None:
        """Let the user choose a folder; None as for `ask`."""
        ...

    def pick_target(self, title: str, usual: Path) -> Path | None:
        """Let the user say where to save, `usual` offered; its ending stays. None as for `ask`. Nothing is written."""
        ...

    def open(self, path: Path) -> None:
        """Show a file to the user: a workbook in this program, anything else in the program it belongs to."""
        ...

    def go_to(self, sheet: str, row: int = 1, column: int = 1) -> None:
        """Bring a cell before the user's eyes; nothing happens where the sheet is missing."""
        ...
