"""Finds the rules by walking the folders of this room."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from perf_xl.rules.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of its code. A module `xx123_problem.py` in a folder here must define exactly one Rule."""
    here = Path(__file__).parent
    found = []
    for file in sorted(here.glob("*/[a-z][a-z][0-9][0-9][0-9]_*.py")):
        module = importlib.import_module(f"{__package__}.{file.parent.name}.{file.stem}")
        (one,) = (value for value in vars(module).values() if isinstance(value, Rule))
        found.append(one)
    return tuple(sorted(found, key=lambda each: each.code))


def rule_named(code: str) -> Rule | None:
    """The rule with that code (case does not matter); None if there is none."""
    return _by_code().get(code.upper())


@cache
def _by_code() -> dict[str, Rule]:
    return {each.code: each for each in all_rules()}


def chosen(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """The rules whose code begins with one of `select` (all when empty) and with none of `ignore`."""
    return tuple(
        each for each in all_rules()
        if (not select or each.code.startswith(tuple(code.upper() for code in select)))
        and not (ignore and each.code.startswith(tuple(code.upper() for code in ignore)))
    )
