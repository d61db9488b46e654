"""依据: what a rule or a number rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from perf_xl.law.reader import load


@dataclass(frozen=True, slots=True)
class Citation:
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
