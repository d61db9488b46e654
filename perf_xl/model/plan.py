"""资金支出计划: the cumulative share of the budget to be spent by each node, in percent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.number import plain_text, read_number
from perf_xl.model.period import NODES


class PlanStep(Struct, frozen=True, gc=False):
    """The plan at one node. `percent` is in percent (25 means a quarter); None for blank or unreadable."""

    node: int
    entry: Entry = BLANK
    percent: Decimal | None = None
    tidy: bool = True

    @property
    def is_unreadable(self) -> bool:
        return self.percent is None and bool(self.entry.text)

    @property
    def text(self) -> str | None:
        """'25', '43.5'; None where the cell is blank; the cell's own text where it is no number."""
        if self.percent is not None:
            return plain_text(self.percent)
        return self.entry.text or None


class Plan(Struct, frozen=True, gc=False):
    """Four steps in the order of the nodes."""

    steps: tuple[PlanStep, ...] = tuple(PlanStep(node) for node in NODES)

    def at(self, node: int) -> PlanStep:
        """The step of a node (3, 6, 10 or 12). Raises KeyError for any other month."""
        for step in self.steps:
            if step.node == node:
                return step
        raise KeyError(node)

    def carried(self) -> Mapping[int, Decimal]:
        """Percent by node with blanks carried forward: a blank keeps the last figure, 0 before the first.

        A blank is not zero: seven tables of the published document leave 12月底 blank after 100 at 10月底.
        """
        figures: dict[int, Decimal] = {}
        last = Decimal(0)
        for step in self.steps:
            last = last if step.percent is None else step.percent
            figures[step.node] = last
        return figures


def read_step(node: int, entry: Entry) -> PlanStep:
    """Understand `25`, `25%`, `２５％`, `25百分比`, `25 ％` as 25 percent. Never raises."""
    if not entry.text:
        return PlanStep(node, entry)
    reading = read_number(entry.text)
    if reading.value is None or reading.rest not in ("", "%", "百分比", "百分之"):
        return PlanStep(node, entry, tidy=False)
    return PlanStep(node, entry, reading.value, reading.rest in ("", "%"))
