"""Counts the block reads and writes of cell contents in a live Calc document, sheet by sheet."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from perf_xl.hosts.calc.ranges import Range


def counting(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str]]:
    """Counts by ("read" or "write", sheet) from now on."""
    counts: Counter[tuple[str, str]] = Counter()

    def counted(prop: property) -> property:
        assert prop.fget is not None
        assert prop.fset is not None
        fget, fset = prop.fget, prop.fset

        def get(self: Any) -> Any:
            counts["read", self.sheet.name] += 1
            return fget(self)

        def put(self: Any, data: Any) -> None:
            counts["write", self.sheet.name] += 1
            fset(self, data)

        return property(get, put)

    monkeypatch.setattr(Range, "raw_value", counted(Range.raw_value))
    monkeypatch.setattr(Range, "formula", counted(Range.formula))
    return counts
