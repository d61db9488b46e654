"""The commands: what each takes (`arguments_NAME`) and does (`do_NAME`), in the module named here.

Only the module of the command asked for is imported. `do_NAME` calls actions, prints what came of it and returns the
exit code.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

MODULES = {
    "demo": "books", "template": "books", "import": "books",
    "validate": "check",
    "evaluate": "year",
    "ledger": "spending", "progress": "spending", "remind": "reminding",
    "consolidate": "gather",
    "survey": "survey",
    "diff": "submissions", "verify": "submissions", "key": "submissions", "upgrade": "submissions",
    "report": "reports", "letters": "reports",
    "send": "sending",
    "dump": "books", "load": "books",
    "rules": "check", "rule": "check", "new-rule": "new_rule",
    "roll": "next_year", "library": "next_year", "calendar": "agenda", "review": "agenda",
    "addin": "this_pc", "doctor": "this_pc",
}


def arguments_of(command: str) -> Callable[[Any], None]:
    """Tells a `Shape` what the command takes."""
    told: Callable[[Any], None] = getattr(_module(command), f"arguments_{command.replace('-', '_')}")
    return told


def doing(command: str) -> Callable[[Any], int]:
    """Does what its options say, gives the exit code."""
    done: Callable[[Any], int] = getattr(_module(command), f"do_{command.replace('-', '_')}")
    return done


def _module(command: str) -> ModuleType:
    return import_module(f"{__name__}.{MODULES[command]}")
