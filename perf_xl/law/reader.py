"""Reads the data files of this room. The only door between the inner circles and a file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The data file `name`.toml as nested dictionaries; read once. Raises FileNotFoundError for an unknown name."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
