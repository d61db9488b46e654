"""Numbers that the rules compare with: dated, per region, each with its source and how far it is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from perf_xl.law.reader import load


@dataclass(frozen=True, slots=True)
class Setting:
    """`trust`: 'read', 'cited' or 'practice' (惯例), as in citations.toml; `basis` is a key there."""

    name: str
    value: Decimal
    basis: str
    trust: str
    note: str


@cache
def setting(name: str, region: str = "", year: int | None = None) -> Decimal:
    """The number in force. Raises KeyError (a mistake of ours) for a name that `rule_settings.toml` does not have."""
    return setting_in_force(name, region, year).value


@cache
def setting_in_force(name: str, region: str = "", year: int | None = None) -> Setting:
    """The setting with its source. A `for` entry with a longer region code, then a later year, goes first."""
    data = load("rule_settings")[name]
    fitting = [each for each in data.get("for", []) if region.startswith(each.get("region", ""))
               and (year is None or each.get("from", year) <= year)]
    best: dict[str, Any] = max(fitting, key=lambda each: (len(each.get("region", "")), each.get("from", 0)), default={})
    chosen = {**data, **best}
    return Setting(name, Decimal(str(chosen["value"])), chosen["basis"], chosen["trust"], chosen["note"])
