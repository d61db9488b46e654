"""A ledger export as a workbook: the rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl.picture.grid import Value

if TYPE_CHECKING:
    from perf_xl.hosts.xlsx_rows import LargeSheet

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_book(head: bytes) -> bool:
    """Whether a file begins like .xlsx or .xls, whatever its name says."""
    return head.startswith((_ZIP, _OLE))


def sheets_of(path: Path) -> Iterator[tuple[str, Iterable[Sequence[Value]], LargeSheet | None]]:
    """Name and rows of each sheet, rows from A1; and, in a very large book, the sheet itself, which is read piece by piece.

    Raises Unusable when the workbook cannot be read.
    """
    from perf_xl.hosts.xlsx_rows import large_sheets
    from perf_xl.law.limits import ledger_limits

    large = large_sheets(path, ledger_limits().quick_sheet_mb)
    if large is not None:
        return ((sheet.name, sheet.rows(), sheet) for sheet in large)
    from perf_xl.hosts.xlsx_read import read_workbook

    return ((sheet.name, sheet.rows, None) for sheet in read_workbook(path).sheets)
