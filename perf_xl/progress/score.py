"""按照节点打分: what a project or unit gets at each node, with steps that can be read and checked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from perf_xl.law.threshold import node_points
from perf_xl.model.number import plain_text
from perf_xl.progress.pace import shown


class NodeScore(Struct, frozen=True):
    """`planned` and `spent` in 万元 at the node. `points` None: nothing was planned by then, so there is no score."""

    node: int
    planned: Decimal
    spent: Decimal
    points: Decimal | None

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Facts for the sentence `progress.score`: planned, spent, full points and points."""
        points = "" if self.points is None else plain_text(self.points, 2)
        return (("node", str(self.node)), ("planned", plain_text(self.planned, 2)), ("spent", plain_text(self.spent, 2)),
                ("full", plain_text(node_points())), ("points", points))


def node_score(node: int, planned: Decimal, spent: Decimal) -> NodeScore:
    """Spent over planned times the full points, at most the full points, at least 0, two decimals half up."""
    if planned <= 0:
        return NodeScore(node, planned, spent, None)
    reached = min(max(spent / planned, Decimal(0)), Decimal(1))
    return NodeScore(node, planned, spent, shown(reached * node_points()))


def mean_score(scores: Sequence[NodeScore]) -> Decimal | None:
    """The mean over the nodes that have a score; None where none has."""
    points = [each.points for each in scores if each.points is not None]
    return shown(sum(points, Decimal(0)) / len(points)) if points else None
