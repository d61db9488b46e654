"""One function spread over many items: here, over processes of this machine, over the machines of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from perf_xl.workers import Lost, Work, spread

_In = TypeVar("_In")
_Out = TypeVar("_Out")
Watch = Callable[[int, int, str], None]


if TYPE_CHECKING:
    from perf_xl.under_way import UnderWay  # a run that keeps nothing needs nothing of it

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


def each_in_turn(items: Sequence[_In], spread: Spread, work: Work[_In, _Out], lost: Lost[_In, _Out], *,
                 kept: UnderWay[_In, _Out] | None, watch: Watch, name: Callable[[_In], str]) -> Iterator[_Out]:
    """`work` of every item, in their order: taken from what an earlier run kept, or spread, and then kept."""
    keys = [kept.key(item) for item in items] if kept else []
    wanted = [item for item, key in zip(items, keys, strict=True) if key not in kept] if kept else items
    done = len(items) - len(wanted)
    if done:
        watch(done, len(items), "")
    made = spread(work, wanted, lost)
    for number, item in enumerate(items):
        if kept and keys[number] in kept:
            answer = kept.answer(keys[number])
            if answer is not None:
                yield answer
                continue
            fresh = next(spread(work, [item], lost))
        else:
            watch(done, len(items), name(item))
            fresh = next(made)
            done += 1
        if kept:
            kept.add(keys[number], fresh)
        yield fresh
    watch(len(items), len(items), "")
