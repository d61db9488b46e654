"""What every host can do. One contract suite in the tests runs against each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from perf_xl.picture.edit import Change, Edit
from perf_xl.picture.grid import Grid


class Host(Protocol):
    """A workbook held by some program."""

    def snapshot(self) -> Grid:
        """The workbook as it is now. Raises Unusable when it cannot be read."""
        ...

    def apply(self, changes: Sequence[Change]) -> list[Edit]:
        """Carry out the changes in order; returns the edits refused because the cell no longer held `before`.

        A file host writes a copy beside its target, flushes and renames it: the old file or the new one, never half.
        """
        ...

    def show(self, text: str) -> None:
        """Tell the user one thing: a line on the terminal, a status bar, a dialog."""
        ...

    def ask(self, question: str, options: Sequence[str]) -> int | None:
        """Let the user choose one of the options; None where nobody can be asked or nothing was chosen."""
        ...
