"""Where blocks of rows come from: a delimited file, or rows of any other kind spelled as one."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from perf_xl.intake.ledger_cells import text_of
from perf_xl.intake.ledger_columnwise import PADDING, padded
from perf_xl.intake.ledger_cuts import Block, cut
from perf_xl.intake.ledger_text import TextFormat, utf8_pieces

PIECE = 3 << 20             # bytes; smaller ones make more steps of Python, larger ones are no quicker
_ROWS = 4_096


class Source(Protocol):
    """A table that can be read more than once."""

    def blocks(self) -> Iterator[Block]:
        """All rows from the first on; no block is empty."""


class TextSource:
    """A delimited file. Its SHA-256 comes of reading it, where it is not known before."""

    def __init__(self, path: Path, form: TextFormat, digest: str = "") -> None:
        self._path, self._form, self.digest = path, form, digest

    def blocks(self) -> Iterator[Block]:
        above, taken = 0, hashlib.sha256()
        seen = None if self.digest else taken.update
        for text in utf8_pieces(self._path, self._form.encoding, PIECE, PADDING, seen):
            block = cut(text, self._form.delimiter, above)
            if len(block.numbers):
                yield block
                above = int(block.numbers[-1])
        self.digest = self.digest or taken.hexdigest()


def blocks_of(rows: Iterable[Sequence[object]], above: int = 0) -> Iterator[Block]:
    """Rows as blocks, spelled as delimited text; `above` rows stand above the first.

    Values keep their meaning: numbers to the fifteen digits that a spreadsheet shows, days as 2023-03-05.
    """
    rows = iter(rows)
    while some := list(islice(rows, _ROWS)):
        file = io.StringIO()
        write = csv.writer(file, lineterminator="\n").writerow
        for row in some:
            write([spelled(value) for value in row])
        block = cut(padded(file.getvalue().encode("utf-8", "replace")), ",", above)
        above = int(block.numbers[-1])
        yield block


def spelled(value: object) -> str:
    """A value of a cell as text."""
    if isinstance(value, str):
        return value.replace("\r", "").replace("\0", "")
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return text_of(value)
