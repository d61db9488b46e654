"""The four dates of the spending plan: the end of March, June, October and December."""

from __future__ import annotations

import calendar
from datetime import date

NODES: tuple[int, ...] = (3, 6, 10, 12)


def node_end(year: int, node: int) -> date:
    """The last day of the node's month. `node` is 3, 6, 10 or 12."""
    return date(year, node, calendar.monthrange(year, node)[1])


def node_reached(year: int, as_of: date) -> int | None:
    """The last node whose end is not after `as_of`; None before the end of March."""
    reached = [node for node in NODES if node_end(year, node) <= as_of]
    return reached[-1] if reached else None


def next_node(year: int, as_of: date) -> int | None:
    """The first node whose end lies after `as_of`; None once the year is over."""
    return next((node for node in NODES if node_end(year, node) > as_of), None)


def months_over(year: int, as_of: date) -> int:
    """Whole months of the year that are over at the end of the day: 6 on 30 June, 5 on the day before."""
    if as_of.year != year:
        return 0 if as_of.year < year else 12
    is_month_end = as_of.day == calendar.monthrange(year, as_of.month)[1]
    return as_of.month if is_month_end else as_of.month - 1
