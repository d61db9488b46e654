"""The library as JSON: perf-xl/library/1."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perf_xl.model.json_reading import Node
from perf_xl.model.number import plain_text
from perf_xl.model.reference import Reference

SCHEMA = "perf-xl/library/1"


def library_json(entries: Iterable[Reference]) -> dict[str, Any]:
    """Numbers are texts, null where there is none; `source` is 'used' or 'starter'."""
    return {"schema": SCHEMA, "indicators": [_entry(each) for each in entries]}


def _entry(each: Reference) -> dict[str, Any]:
    return {"kind": each.kind, "level1": each.level1, "level2": each.level2, "level3": each.level3,
            "description": each.description, "signs": list(each.signs), "measures": list(each.measures),
            "low": _number(each.low), "median": _number(each.median), "high": _number(each.high), "uses": each.uses,
            "projects": each.projects, "evidences": list(each.evidences), "examples": list(each.examples),
            "source": "starter" if each.is_starter else "used"}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain_text(value)


def names_by_level(data: object, most: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of a library's JSON by 二级指标, the most used first, at most so many each: what drop-downs offer.

    Raises Unusable (`load.…`) with the path of the first value of a wrong shape.
    """
    uses: dict[str, dict[str, int]] = {}
    for each in Node(data, "$").children("indicators"):
        names = uses.setdefault(each.text("level2"), {})
        name = each.text("level3")
        names[name] = names.get(name, 0) + (each.whole("uses") or 0)
    return tuple((level2, tuple(sorted(names, key=lambda name: -names[name])[:most])) for level2, names in uses.items())
