"""Records that wait until their part is complete, a line each: a run that is killed loses no more than it had at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from perf_xl.survey.records import TABLES, Records, Row

NAME = "draft.jsonl"


class Draft:
    """The lines of one run. The file is made with the first record."""

    def __init__(self, shelf: Path) -> None:
        self._path = shelf / NAME
        self._file: TextIO | None = None

    def add(self, each: Records) -> None:
        """Handed to the system at once: what was added outlives this process, though not a loss of power."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self._path, "w", encoding="ascii")  # noqa: SIM115 - open as long as the run lasts
        self._file.write(json.dumps(each.rows) + "\n")
        self._file.flush()

    def clear(self) -> None:
        """Its records stand in a part now."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def drafted(shelf: Path) -> dict[str, list[Row]]:
    """The rows of a run that was killed, by table. A line that was cut off counts as not there."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    try:
        lines = (shelf / NAME).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return rows
    for line in lines:
        try:
            found = {table: [tuple(row) for row in json.loads(line)[table]] for table in TABLES}
        except (ValueError, KeyError, TypeError):
            continue
        for table, made in found.items():
            rows[table] += made
    return rows
