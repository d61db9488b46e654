"""The four dates of the spending plan: the end of March, June, October and December."""

from __future__ import annotations

from datetime import date, timedelta

NODES: tuple[int, ...] = (3, 6, 10, 12)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def node_end(year: int, node: int) -> date:
    """The last day of the node's month. `node` is 3, 6, 10 or 12."""
    return month_end(year, node)


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
    return as_of.month if as_of == month_end(year, as_of.month) else as_of.month - 1
