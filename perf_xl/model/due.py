"""到期事项: one thing to be done by a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct


class Due(Struct, frozen=True):
    """`key` names the thing whatever the year. `planned` is what should be spent by then, in 万元, where it is known.

    `trust`: 'read', 'cited', 'practice' (惯例), or 'plan': the department's own plan or targets.
    """

    key: str
    day: date
    title: str
    what: str
    basis: str
    trust: str
    ahead: int = 7
    source: str = ""
    projects: int = 0
    planned: Decimal | None = None
