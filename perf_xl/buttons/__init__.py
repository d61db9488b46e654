"""The commands behind the ribbon: one module per group, one function per button.

A function takes the host that holds the open workbook and the moment of the press. It returns the sentence to end with -
what was found or made, and what to do next - or '' when the user cancelled. Only the module of the pressed button is
imported.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host

TABLE = {
    "new_project": "fill:new_project", "import_last_year": "fill:import_last_year",
    "validate": "check:validate", "fix": "check:fix", "undo": "check:undo", "clear_marks": "check:clear_marks",
    "load_ledger": "money:load_ledger", "progress": "money:progress", "evaluate": "money:evaluate",
    "consolidate": "gather:consolidate", "report": "gather:report", "send": "mailing:send",
    "rules": "assist:rules", "settings": "assist:settings", "doctor": "assist:doctor", "manual": "assist:manual",
}
COMMANDS = tuple(TABLE)


def press(command: str, host: Host, now: datetime) -> str:
    """Run a command on a host. Raises Unusable for an unknown command, and whatever the command itself refuses."""
    if command not in TABLE:
        raise Unusable("addin.unknown_command", command=command)
    module, _, function = TABLE[command].partition(":")
    return str(getattr(import_module(f"perf_xl.buttons.{module}"), function)(host, now))
