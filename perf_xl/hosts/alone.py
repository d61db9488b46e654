"""One run at a time in a folder: a file that is locked as long as the run lasts, whatever ends it."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import BinaryIO

from perf_xl.errors import Unusable

if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def alone(path: Path, busy: str) -> BinaryIO:
    """Locks `path` until what is returned is closed: a file to read from, and to append to without a buffer.

    Raises Unusable `busy` when another run has it. Where a drive knows no locks nobody is kept away.
    """
    try:
        file = open(path, "a+b", buffering=0)  # noqa: SIM115 - open as long as the run lasts
    except OSError as problem:
        raise Unusable("write.folder_closed", path=path, folder=path.parent, reason=problem.strerror or problem) from problem
    try:
        file.seek(0)        # Windows locks what stands where the file is at
        _lock(file)
    except OSError as problem:
        if problem.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            file.close()
            raise Unusable(busy, path=path.parent, file=path) from None
    return file
