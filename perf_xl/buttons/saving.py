"""Names for files that the buttons make: never one that is there already."""

from __future__ import annotations

from pathlib import Path


def free_name(wanted: Path) -> Path:
    """汇总.xlsx, or 汇总(2).xlsx where that exists, and so on."""
    path, number = wanted, 2
    while path.exists():
        path, number = wanted.with_name(f"{wanted.stem}({number}){wanted.suffix}"), number + 1
    return path
