"""What a rule is: its metadata in one place, its question as a function."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from perf_xl.rules.finding import Found, Severity

_SEVERITIES = {each.value: each for each in Severity}
ABOUTS = ("indicator", "project", "department", "waiver")


class NotEnoughData(Exception):
    """Raised by a rule that cannot look: the value it needs is missing. Counted, never shown as passed."""


class NotApplicable(Exception):
    """Raised by a rule whose subject does not occur here."""


Check = Callable[..., Iterable[Found]]
Trait = Callable[[Any], bool]       # of a Row (or a Table, for rules about projects): see traits.py


class Rule(Struct, frozen=True):
    """`about` says what the check is called with:

    'indicator': (indicator, project, context); 'project': (project, context); 'department': (department, context);
    'waiver': (use, context), asked when all others have run and their findings met the waivers.
    The check is called only with subjects that have every trait of `of` (the others count as not applicable), then
    every trait of `needs` (as not enough data), then every trait of `where`, without which there is no problem (as
    looked at).
    `profiles` empty: every profile. `confidence` 1.0: certain; below, a heuristic (then never an error).
    """

    code: str
    name: str
    about: str
    severity: Severity
    basis: str
    check: Check
    document: str                      # docstring of its module: 查什么 / 为什么 / 怎么改
    profiles: tuple[str, ...] = ()
    confidence: float = 1.0
    on_change: bool = False            # cheap enough to run while the user types
    module: str = ""
    of: tuple[Trait, ...] = ()
    needs: tuple[Trait, ...] = ()
    where: tuple[Trait, ...] = ()

    @property
    def family(self) -> str:
        return self.code[:2]


def rule(*, code: str, name: str, about: str, severity: str, basis: str, profiles: tuple[str, ...] = (),
         confidence: float = 1.0, on_change: bool = False, of: tuple[Trait, ...] = (), needs: tuple[Trait, ...] = (),
         where: tuple[Trait, ...] = ()) -> Callable[[Check], Rule]:
    """Make a rule of a check. Raises ValueError (a mistake of ours) for metadata that cannot be."""
    if about not in ABOUTS:
        raise ValueError(f"{code}: about must be one of {ABOUTS}")
    if severity not in _SEVERITIES:
        raise ValueError(f"{code}: severity must be one of {tuple(_SEVERITIES)}")
    if severity == "error" and confidence < 1.0:
        raise ValueError(f"{code}: a heuristic cannot be an error")

    def make(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        return Rule(code, name, about, _SEVERITIES[severity], basis, check, module.__doc__ or "", profiles, confidence,
                    on_change, check.__module__, of, needs, where)

    return make
