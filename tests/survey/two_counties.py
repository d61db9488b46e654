"""A small city for the tests of surveys, and a store as its bytes."""

from __future__ import annotations

from pathlib import Path

from perf_xl import actions
from perf_xl.demo import SAMPLE


def two_counties(folder: Path) -> Path:
    """Two counties with the sample's units, one file that is no workbook."""
    for county in ("甲县", "乙县"):
        actions.import_document(SAMPLE / "department.json", None, folder / county)
    (folder / "乙县" / "坏了.xlsx").write_bytes(b"PK\x03\x04 nothing")
    return folder


def tables(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file()}
