"""A ledger export as a workbook: the rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perf_xl.picture.grid import Value

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Rows = tuple[tuple[Value, ...], ...]


def is_book(head: bytes) -> bool:
    """Whether a file begins like .xlsx or .xls, whatever its name says."""
    return head.startswith((_ZIP, _OLE))


def sheets_of(path: Path) -> Iterator[tuple[str, Rows]]:
    """Name and rows of each sheet, rows from A1. Raises Unusable when the workbook cannot be read."""
    from perf_xl.hosts.xlsx_read import read_workbook

    return ((sheet.name, sheet.rows) for sheet in read_workbook(path).sheets)
