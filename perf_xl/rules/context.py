"""What every rule may ask besides its subject: the department, the profile in force, the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, field

from perf_xl.law.frame import Frame
from perf_xl.model.department import Department
from perf_xl.model.voucher import Spending

_T = TypeVar("_T")


class Context(Struct, frozen=True):
    """`frame` is the set of 一级/二级指标 in force (2015 or 2021); `today` is given, never read from a clock."""

    department: Department
    frame: Frame
    today: date
    region: str = ""
    roster: tuple[str, ...] = ()      # names of the 预算单位 that must hand in, where a list is known
    spending: Spending | None = None      # None: no ledger was given, and rules about spending cannot look
    spent_until: date | None = None       # the end of the newest month in the ledger; None: up to today
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict)

    @property
    def spending_day(self) -> date:
        """The day at which spending is judged. A ledger loaded in June says nothing of September."""
        return self.today if self.spent_until is None else min(self.today, self.spent_until)

    def once(self, make: Callable[[Department], _T]) -> _T:
        """`make(department)`, worked out for the first rule that asks and kept for the others of this run."""
        if make not in self._made:
            self._made[make] = make(self.department)
        return self._made[make]  # type: ignore[no-any-return]
