"""A ledger export as a workbook: the rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perf_xl.errors import Unusable

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Rows = list[list[object]]


def is_book(head: bytes) -> bool:
    """Whether a file begins like .xlsx or .xls, whatever its name says."""
    return head.startswith((_ZIP, _OLE))


def sheets_of(path: Path) -> Iterator[tuple[str, Rows]]:
    """Name and rows of each sheet, rows from A1. Raises Unusable when the workbook cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            yield name, [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError) as error:
        raise Unusable("ledger.bad_book", file=path.name, reason=str(error)[:200]) from error
