"""The same work on several machines, by dask's scheduler: an optional extra (`pip install perf_xl[cluster]`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from perf_xl.errors import Unusable
from perf_xl.workers import in_batches

_In = TypeVar("_In")
_Out = TypeVar("_Out")

BATCH = 64               # one task costs the scheduler some milliseconds: batches make that a small share
_AHEAD = 4               # batches waiting for each thread of the cluster
_RETRIES = 3             # a worker may die three times under a batch before the batch is called lost


def spread_over_cluster(work: Callable[[_In], _Out], items: Sequence[_In], address: str,
                        lost: Callable[[_In], _Out]) -> Iterator[_Out]:
    """As `workers.spread`, on the cluster whose scheduler listens at `address`.

    Every machine must see the files under the same paths. A batch that was lost with its machine is done again by
    another. Raises Unusable when the extra is missing or nobody answers.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise Unusable("survey.no_cluster_extra") from None
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as problem:
        raise Unusable("survey.no_scheduler", address=address, reason=problem) from problem
    with client:
        threads = max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]
        ahead = threads * _AHEAD
        size = max(1, min(BATCH, len(items) // ahead))
        waiting, running = deque(in_batches(items, size)), deque[tuple[tuple[_In, ...], Any]]()
        while waiting or running:
            while waiting and len(running) < ahead:
                batch = waiting.popleft()
                running.append((batch, client.submit(_each, work, batch, retries=_RETRIES, pure=False)))
            batch, future = running.popleft()
            try:
                yield from future.result()
            except KilledWorker:
                yield from map(lost, batch)


def _each(work: Callable[[_In], _Out], batch: tuple[_In, ...]) -> list[_Out]:
    return [work(item) for item in batch]
