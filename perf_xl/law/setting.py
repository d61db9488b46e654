"""Numbers that the rules compare with: dated, per region, each with its source and how far it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct

from perf_xl.law.reader import load


class Setting(Struct, frozen=True):
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
    """The setting with its source."""
    chosen = in_force(load("rule_settings")[name], region, year)
    return Setting(name, Decimal(str(chosen["value"])), chosen["basis"], chosen["trust"], chosen["note"])


def in_force(data: Mapping[str, Any], region: str, year: int | None) -> dict[str, Any]:
    """The table with the `for` entry that fits best: the longest region code first, then the latest year."""
    fitting = [each for each in data.get("for", []) if region.startswith(each.get("region", ""))
               and (year is None or each.get("from", year) <= year)]
    best: Mapping[str, Any] = max(fitting, key=lambda each: (len(each.get("region", "")), each.get("from", 0)), default={})
    return {**data, **best}
