"""The commands: what each takes (`arguments_NAME`) and does (`do_NAME`), in the module named here.

Only the module of the command asked for is imported. `do_NAME` calls actions, prints what came of it and returns the
exit code.
"""

from __future__ import annotations

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
