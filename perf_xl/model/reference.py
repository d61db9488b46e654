"""指标库条目: an indicator as it was used, to be used again."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class Reference(Struct, frozen=True):
    """One indicator of one kind of project.

    `uses` counts the rows it stands for, `projects` the projects; 0 for the starter set's. `measures`, `signs` and
    `evidences` come with the most frequent first. `low`, `median` and `high` are of the numbers in the first measure.
    """

    kind: str
    level1: str
    level2: str
    level3: str
    description: str = ""
    signs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    low: Decimal | None = None
    median: Decimal | None = None
    high: Decimal | None = None
    uses: int = 0
    projects: int = 0
    evidences: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def is_starter(self) -> bool:
        return self.uses == 0
