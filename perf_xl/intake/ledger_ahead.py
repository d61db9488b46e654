"""Work done beside other work: the next block is fetched, and the file's digest made, while a block is added up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

import numpy as np

_T = TypeVar("_T")
_WAITING = 1
_LARGER_THAN_ANY = 12 << 20      # bytes, never touched
_LOOK_UP = 0.2      # seconds after which a full queue is asked whether anybody still reads


class Begun(Thread, Generic[_T]):
    """Work begun in a thread of its own."""

    def __init__(self, work: Callable[[], _T]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._result: list[_T] = []
        self._trouble: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as trouble:  # noqa: BLE001  raised where the result is asked for
            self._trouble = trouble

    def result(self) -> _T:
        """Waits for the end of the work; gives or raises what came of it."""
        self.join()
        if self._trouble is not None:
            raise self._trouble
        return self._result[0]


def keep_freed_memory() -> None:
    """The C library of Linux gives large blocks back to the system at once, and asks for the same again for every column of every
    block, until a still larger one was given back. Elsewhere this does nothing."""
    np.empty(_LARGER_THAN_ANY, np.uint8)


def ahead(items: Iterator[_T]) -> Iterator[_T]:
    """The same items, made by a thread of their own, a few of them before they are asked for."""
    queue: Queue[tuple[_T] | None] = Queue(_WAITING)
    given_up = Event()

    def put(item: tuple[_T] | None) -> bool:
        while not given_up.is_set():
            try:
                queue.put(item, timeout=_LOOK_UP)
                return True
            except Full:
                continue
        return False

    def work() -> None:
        try:
            for item in items:
                if not put((item,)):
                    return
        finally:
            put(None)

    begun = Begun(work)
    try:
        while (item := queue.get()) is not None:
            yield item[0]
        begun.result()
    finally:
        given_up.set()
        begun.join()
