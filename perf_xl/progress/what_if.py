"""如果…: where the department stands at a node if every late project catches up with its plan by then."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.model.period import NODES, node_end
from perf_xl.progress.pace import HUNDRED
from perf_xl.progress.progress import Progress


class WhatIf(Struct, frozen=True):
    """At a node still to come, in 万元: `planned` for all; `late_only` if the late ones reach their plan and the others
    stand still; `everybody` if the others keep to their plan too. `needed` is what the late ones must pay for it."""

    node: int
    late: int
    budget: Decimal
    planned: Decimal
    needed: Decimal
    late_only: Decimal
    everybody: Decimal

    def percent(self, amount: Decimal) -> Decimal | None:
        """An amount as percent of the budget."""
        return amount * HUNDRED / self.budget if self.budget else None


def nodes_ahead(found: Progress) -> tuple[int, ...]:
    """The nodes whose end is still to come."""
    return tuple(node for node in NODES if node_end(found.year, node) > found.as_of)


def what_if(department: Department, found: Progress, node: int) -> WhatIf:
    """Budgets as adjusted until now. A project that has spent more than it plans by the node keeps what it has spent."""
    planned = needed = late_only = everybody = Decimal(0)
    for each in found.projects:
        wanted = (each.pace.budget or Decimal(0)) * department.projects[each.position].plan.carried()[node] / HUNDRED
        reached = max(wanted, each.pace.spent)
        planned += wanted
        everybody += reached
        late_only += reached if each.is_late else each.pace.spent
        needed += reached - each.pace.spent if each.is_late else 0
    return WhatIf(node, len(found.late), found.total.pace.budget or Decimal(0), planned, needed, late_only, everybody)
