"""A very large sheet on its way to the block reader: written out as plain text, row by row, in a file of our own.

Values keep their meaning: numbers to the fifteen digits that a spreadsheet shows, days as 2023-03-05, blank rows as blank
lines, so that row numbers stay those of the sheet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from perf_xl.intake.ledger_cells import text_of


@contextmanager
def spilled(rows: Iterable[Sequence[object]]) -> Iterator[Path]:
    """The rows as UTF-8 with commas; the file is gone afterwards."""
    with TemporaryDirectory(prefix="perf_xl_") as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            write = csv.writer(file, lineterminator="\n").writerow
            for row in rows:
                write([_spelled(value) for value in row])
        yield path


def _spelled(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\r", "").replace("\0", "")
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return text_of(value)
