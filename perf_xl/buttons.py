"""The commands behind the ribbon: their names, and the one way to press a button on a host."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host

COMMANDS = (
    "new_project", "import_last_year", "validate", "fix", "undo", "clear_marks", "load_ledger", "progress", "evaluate",
    "consolidate", "report", "send", "rules", "settings", "doctor", "manual",
)

Action = Callable[[Host], str]
_ACTIONS: dict[str, Action] = {}


def register(command: str, action: Action) -> None:
    """Let `action` answer a command. Raises KeyError for a name that no button has."""
    if command not in COMMANDS:
        raise KeyError(command)
    _ACTIONS[command] = action


def press(command: str, host: Host) -> str:
    """Run a command on a host; returns the one sentence to end with: what was found or made, and what to do next.

    What is not registered here is looked up as `perf_xl.actions.press`. Raises Unusable for an unknown command.
    """
    if command not in COMMANDS:
        raise Unusable("addin.unknown_command", command=command)
    action = _ACTIONS.get(command)
    if action is not None:
        return action(host)
    fallback = getattr(import_module("perf_xl.actions"), "press", None)
    if fallback is None:
        raise Unusable("addin.not_ready", command=command)
    return str(fallback(command, host))
