"""One function spread over many items: here, over processes of this machine, over the machines of a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from perf_xl.workers import Lost, Work, spread

_In = TypeVar("_In")
_Out = TypeVar("_Out")


if TYPE_CHECKING:

    class Spread(Protocol):
        """`work` of every item, in their order; `lost` answers for an item that ends whatever works on it."""

        def __call__(self, work: Work[_In, _Out], items: Sequence[_In], lost: Lost[_In, _Out]) -> Iterator[_Out]: ...


def spreading(jobs: int, cluster: str = "") -> Spread:
    """Over the machines of a cluster where an address is given, else over `jobs` processes here."""

    def over(work: Work[_In, _Out], items: Sequence[_In], lost: Lost[_In, _Out]) -> Iterator[_Out]:
        if not items:
            return iter(())
        if cluster:
            from perf_xl.cluster import spread_over_cluster

            return spread_over_cluster(work, items, cluster, lost)
        return spread(work, items, min(jobs, len(items)), lost)

    return over
