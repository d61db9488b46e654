"""Workbooks where they lie: files as named, and those in folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WORKBOOKS = (".xlsx", ".xlsm", ".xls")


def workbooks(paths: Sequence[Path]) -> list[Path]:
    """Files as given; folders with every workbook in them and below, in order of name. Lock files are left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.suffix.lower() in WORKBOOKS
                            and file.is_file() and not file.name.startswith(("~$", ".")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))
