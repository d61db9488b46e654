"""Spreads one function over many items by processes on this machine: results in the order of the items, memory bounded,
and an item that kills its process takes nothing else with it."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:      # one job needs no other process
    from concurrent.futures import Future, ProcessPoolExecutor

_In = TypeVar("_In")
_Out = TypeVar("_Out")
Work: TypeAlias = Callable[[_In], _Out]
Lost: TypeAlias = Callable[[_In], _Out]


BATCH = 16               # items sent to a process at a time: the sending costs less than one item's work
_AHEAD = 3               # batches waiting for each process
_MOST = 60 if sys.platform == "win32" else 1000          # Windows waits for 63 things at most, processes among them


def in_batches(items: Iterable[_In], size: int = BATCH) -> Iterator[tuple[_In, ...]]:
    """(1, 2, 3) by twos -> (1, 2), (3,)."""
    waiting = iter(items)
    while batch := tuple(islice(waiting, size)):
        yield batch


def spread(work: Work[_In, _Out], items: Sequence[_In], jobs: int, lost: Lost[_In, _Out]) -> Iterator[_Out]:
    """`work(item)` of every item, in their order. `work` must not raise; `lost` answers for an item whose process died.

    With one job everything happens here, without another process.
    """
    if jobs <= 1:
        yield from map(work, items)
        return
    from concurrent.futures.process import BrokenProcessPool

    waiting = deque(in_batches(items))
    running: deque[tuple[tuple[_In, ...], Future[list[_Out]]]] = deque()
    pool = _pool(jobs)
    try:
        while waiting or running:
            while waiting and len(running) < jobs * _AHEAD:
                batch = waiting.popleft()
                running.append((batch, pool.submit(each_of, work, batch)))
            batch, future = running.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                # Any of the running batches may hold the item that did it: this one is tried item by item, the others again.
                waiting.extendleft(each for each, _ in reversed(running))
                running.clear()
                results = [_alone(work, item, lost) for item in batch]
                pool = _pool(jobs)
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(min(jobs, _MOST), mp_context=get_context("spawn"), initializer=_end_with_the_run)


def _end_with_the_run() -> None:
    """Where the run was killed nobody tells its processes to end: they would wait for work for ever."""
    from multiprocessing import parent_process
    from threading import Thread

    def wait() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def each_of(work: Work[_In, _Out], batch: tuple[_In, ...]) -> list[_Out]:
    """A batch, where it is worked on."""
    return [work(item) for item in batch]


def _alone(work: Work[_In, _Out], item: _In, lost: Lost[_In, _Out]) -> _Out:
    """In a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)
