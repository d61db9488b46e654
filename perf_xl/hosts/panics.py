"""Faults inside the fast reader, which is no Python: they arrive as PanicException and write to the error stream."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ERROR_STREAM = 2
_lock = threading.Lock()


class ReaderFault(Exception):
    """The fast reader gave up on a damaged file."""


@contextmanager
def contained() -> Iterator[None]:
    """Turns whatever goes wrong inside into ReaderFault; what the reader writes about it is dropped.

    One file at a time: the error stream belongs to the whole process.
    """
    with _lock:
        saved = _silenced()
        try:
            yield
        except BaseException as trouble:
            # PanicException is no Exception.
            if isinstance(trouble, Exception) or type(trouble).__name__ == "PanicException":
                raise ReaderFault(type(trouble).__name__) from None
            raise
        finally:
            if saved is not None:
                os.dup2(saved, _ERROR_STREAM)
                os.close(saved)


def _silenced() -> int | None:
    """A copy of the error stream, which now leads nowhere; None where there is none (a program without console)."""
    try:
        saved = os.dup(_ERROR_STREAM)
    except OSError:
        return None
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _ERROR_STREAM)
    os.close(nowhere)
    return saved
