"""项目编码 tidied and read: half a dozen rules look at the same codes."""

from __future__ import annotations

from functools import lru_cache

from perf_xl.model import project_code
from perf_xl.model.project_code import ProjectCode


@lru_cache(maxsize=4096)
def tidy_code(text: str) -> str:
    """As `project_code.tidy_code`."""
    return project_code.tidy_code(text)


@lru_cache(maxsize=4096)
def read_code(tidy: str) -> ProjectCode | None:
    """As `project_code.read_code`."""
    return project_code.read_code(tidy)
