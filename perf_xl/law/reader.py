"""Reads the data files of this room. The only door between the inner circles and a file."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from perf_xl.kept import read_table

_DATA = os.path.join(os.path.dirname(__file__), "data")


@cache
def load(name: str) -> dict[str, Any]:
    """The data file `name`.toml as nested dictionaries; read once. Raises FileNotFoundError for an unknown name."""
    return read_table(os.path.join(_DATA, f"{name}.toml"))
