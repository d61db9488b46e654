"""Finds the rules by walking the folders of this room."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from functools import cache

from perf_xl.rules.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of its code. A module `xx123_problem.py` in a folder here must define exactly one Rule."""
    found = []
    for name in sorted(_modules()):
        (one,) = (value for value in vars(importlib.import_module(name)).values() if isinstance(value, Rule))
        found.append(one)
    return tuple(sorted(found, key=lambda each: each.code))


def _modules() -> Iterator[str]:
    here = os.path.dirname(__file__)
    for folder in os.scandir(here):
        if folder.is_dir():
            for file in os.listdir(folder):
                if file.endswith(".py") and file[:2].islower() and file[2:5].isdecimal() and file[5] == "_":
                    yield f"{__package__}.{folder.name}.{file.removesuffix('.py')}"


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
