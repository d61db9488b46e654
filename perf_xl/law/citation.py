"""依据: what a rule or a number rests on."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from perf_xl.law.reader import load


class Citation(Struct, frozen=True):
    """`trust`: 'read', 'cited' or 'practice' (惯例). `short` is what stands beside a finding."""

    key: str
    title: str
    short: str
    trust: str
    number: str = ""

    @property
    def is_practice(self) -> bool:
        return self.trust == "practice"


@cache
def citation(key: str) -> Citation:
    """Raises KeyError for a basis that `citations.toml` does not have."""
    data = load("citations")[key]
    return Citation(key, data["title"], data["short"], data["trust"], data.get("number", ""))
