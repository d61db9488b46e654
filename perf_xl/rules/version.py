"""Which rules these are: the program's version and a short mark over the rules and the numbers they compare with."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from json import dumps

from perf_xl import __version__
from perf_xl.law.reader import load
from perf_xl.rules.catalogue import all_rules

_NUMBERS = ("rule_settings", "thresholds", "frames", "measures")


@cache
def rules_version() -> str:
    """`0.1.0-3f9a1c`: equal only where the same rules with the same numbers were asked."""
    rules = [(rule.code, rule.severity.value, rule.about, rule.basis, rule.profiles, rule.document) for rule in all_rules()]
    said = dumps([rules, [load(name) for name in _NUMBERS]], default=str, sort_keys=True)
    return f"{__version__}-{sha256(said.encode()).hexdigest()[:6]}"
