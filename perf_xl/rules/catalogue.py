"""Finds the rules by walking the folders of this room."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

from perf_xl.kept import kept
from perf_xl.rules.rule import Rule

_HERE = Path(__file__).parent


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of its code. A module `xx123_problem.py` in a folder here must define one Rule, `check`."""
    files = sorted(_files())
    stamp = "|".join(f"{family}/{name} {time} {size}" for family, name, time, size in files)
    codes: list[CodeType] = kept(str(_HERE), "rules", f"{_HERE} {stamp}", lambda: [_compiled(family, name) for family, name, _, _ in files])
    found = (vars(_module(family, name, code))["check"] for (family, name, _, _), code in zip(files, codes, strict=True))
    return tuple(sorted(found, key=lambda each: each.code))


def _files() -> Iterator[tuple[str, str, int, int]]:
    """Folder and name of each rule's file, when it was changed and how long it is."""
    for folder in os.scandir(_HERE):
        if folder.is_dir() and folder.name != "__pycache__":
            for file in os.scandir(folder.path):
                name = file.name
                if name.endswith(".py") and name[:2].islower() and name[2:5].isdecimal() and name[5] == "_":
                    seen = file.stat()
                    yield folder.name, name, seen.st_mtime_ns, seen.st_size


def _compiled(family: str, name: str) -> CodeType:
    file = _HERE / family / name
    return compile(file.read_bytes(), str(file), "exec", dont_inherit=True)


def _module(family: str, name: str, code: CodeType) -> ModuleType:
    """As an import would make it - without two hundred times looking for a file that has been found already."""
    full = f"{__package__}.{family}.{name.removesuffix('.py')}"
    module = sys.modules.get(full)
    if module is None:
        module = ModuleType(full)
        module.__file__, module.__package__ = code.co_filename, f"{__package__}.{family}"
        sys.modules[full] = module
        exec(code, vars(module))
    return module


def rule_named(code: str) -> Rule | None:
    """The rule with that code (case does not matter); None if there is none."""
    return _by_code().get(code.upper())


@cache
def _by_code() -> dict[str, Rule]:
    return {each.code: each for each in all_rules()}


def chosen(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """The rules whose code begins with one of `select` (all when empty) and with none of `ignore`."""
    if not select and not ignore:
        return all_rules()
    wanted, unwanted = (tuple(code.upper() for code in codes) for codes in (select, ignore))
    return tuple(each for each in all_rules()
                 if (not wanted or each.code.startswith(wanted)) and not (unwanted and each.code.startswith(unwanted)))
