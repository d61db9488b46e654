"""The same work on several machines, by dask's scheduler: an optional extra (`pip install perf_xl[cluster]`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any, TypeVar

from perf_xl import __version__
from perf_xl.errors import Unusable
from perf_xl.workers import Lost, Work, each_of, in_batches

_In = TypeVar("_In")
_Out = TypeVar("_Out")

BATCH = 64               # one task costs the scheduler some milliseconds: batches make that a small share
_AHEAD = 4               # batches waiting for each thread of the cluster
_PATIENCE = 30           # seconds without a result after which somebody looks whether any machine is left


def spread_over_cluster(work: Work[_In, _Out], items: Sequence[_In], address: str, lost: Lost[_In, _Out]) -> Iterator[_Out]:
    """As `workers.spread`, on the cluster whose scheduler listens at `address`.

    Every machine must see the files under the same paths. A batch that was lost with its machine is done again by
    another; one that takes machine after machine with it is done item by item, and only the item that does it is lost.
    Raises Unusable when the extra is missing, nobody answers, no machine is left or one has another version of the program.
    """
    client = _connected(address)
    with client:
        threads = _threads(client, address)
        size = max(1, min(BATCH, len(items) // (threads * _AHEAD)))
        waiting, running = deque(in_batches(items, size)), deque[tuple[tuple[_In, ...], Any]]()
        while waiting or running:
            while waiting and len(running) < threads * _AHEAD:
                batch = waiting.popleft()
                running.append((batch, client.submit(each_of, work, batch, pure=False)))
            batch, future = running.popleft()
            results: list[_Out] | None = _result(client, future, address)
            if results is not None:
                yield from results
            elif len(batch) == 1:
                yield lost(batch[0])
            else:
                alone = [((item,), client.submit(each_of, work, (item,), pure=False)) for item in batch]
                running.extendleft(reversed(alone))


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise Unusable("survey.no_cluster_extra") from None
    try:
        return Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as problem:
        raise Unusable("survey.no_scheduler", address=address, reason=problem) from problem


def _threads(client: Any, address: str) -> int:
    """How many there are to work, all with the same program: a store judged by two versions would contradict itself."""
    threads = sum(client.nthreads().values())
    if not threads:
        raise Unusable("survey.no_machine", address=address)
    for machine, version in client.run(_version).items():
        if version != __version__:
            raise Unusable("survey.other_version", machine=machine, found=version, version=__version__)
    return int(threads)


def _version() -> str:
    try:
        import perf_xl
    except ImportError:
        return "-"
    return perf_xl.__version__


def _result(client: Any, future: Any, address: str) -> Any:
    """What a task returned; None where it was given up because the machines that had it died."""
    from distributed.scheduler import KilledWorker

    while True:
        try:
            return future.result(timeout=_PATIENCE)
        except KilledWorker:
            return None
        except TimeoutError:
            if not client.nthreads():
                raise Unusable("survey.no_machine", address=address) from None
        except (CancelledError, OSError) as problem:
            raise Unusable("survey.no_scheduler", address=address, reason=problem) from problem
