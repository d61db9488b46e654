"""Puts a finished file in its place: written beside the target, flushed, renamed. Old or new, never half."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from perf_xl.errors import Unusable

_SUFFIX = ".perf_xl"
_TRIES = 5
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def land(target: Path, content: bytes, inputs: Collection[Path] = ()) -> None:
    """Write `content` to `target`, replacing an older file there in one step.

    Raises Unusable `write.…` when the target is one of `inputs`, a folder, in no folder, open in another program or
    cannot be written. Whatever happens, the target holds its old content or the whole new one, and what an
    earlier, killed run left beside it is cleared.
    """
    target = check_target(target, inputs)
    try:
        _clear_leftovers(target)
        for left in range(_TRIES, 0, -1):
            try:
                _put(target, content)
                break
            except FileNotFoundError:      # another run took it for a leftover, in the moment before it was locked
                if left == 1 or not target.parent.is_dir():
                    raise
        _flush_folder(target.parent)
    except OSError as problem:
        raise _unusable(problem, target) from problem


def _put(target: Path, content: bytes) -> None:
    beside = target.with_name(f"~{secrets.token_hex(4)}{_leftover_tail(target)}")
    try:
        _write(beside, content)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def check_target(target: Path, inputs: Collection[Path] = ()) -> Path:
    """The real path of a target that may be written, found out before any work is done. Raises Unusable."""
    target = Path(os.path.realpath(target))
    try:
        if target.is_dir():
            raise Unusable("write.is_folder", path=target)
        if not target.parent.is_dir():
            raise Unusable("write.no_folder", path=target, folder=target.parent)
        if target.exists():
            if any(source.exists() and target.samefile(source) for source in inputs):
                raise Unusable("write.is_input", path=target)
            _check_not_open(target)
    except OSError as problem:
        raise _unusable(problem, target) from problem
    return target


def _check_not_open(target: Path) -> None:
    """Excel, WPS and LibreOffice leave a small file beside a workbook that they hold open."""
    for lock in (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#"):    # Word replaces two letters
        if target.with_name(lock).is_file():
            raise Unusable("write.open_elsewhere", path=target, lock=lock)


def _write(beside: Path, content: bytes) -> None:
    with open(beside, "xb") as file:
        _hold(file)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _leftover_tail(target: Path) -> str:
    """Ends the name of every file on its way to `target`; short, since the folder may stand near the limit of paths."""
    return f"-{target.name[-60:]}{_SUFFIX}"


def is_leftover(path: Path) -> bool:
    """Whether a file is one on its way, or what is left of it where its run was killed."""
    return path.name.startswith("~") and path.name.endswith(_SUFFIX)


def _clear_leftovers(target: Path) -> None:
    tail = _leftover_tail(target)
    for found in target.parent.iterdir():
        if found.name.startswith("~") and found.name.endswith(tail) and len(found.name) == len(tail) + 9:
            _clear(found)


if sys.platform == "win32":

    def _hold(file: BinaryIO) -> None:
        """Windows does not delete a file that is open."""

    def _clear(leftover: Path) -> None:
        with suppress(OSError):
            leftover.unlink()

    def _flush_folder(folder: Path) -> None:
        """Windows has no handle of a folder to flush."""

else:
    import fcntl

    def _hold(file: BinaryIO) -> None:
        """The lock ends with the process: a file without one has no writer any more."""
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _clear(leftover: Path) -> None:
        with suppress(OSError), open(leftover, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.unlink()

    def _flush_folder(folder: Path) -> None:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _unusable(problem: OSError, target: Path) -> Unusable:
    facts = {"path": target, "folder": target.parent, "reason": problem.strerror or str(problem)}
    if problem.errno in _FULL:
        return Unusable("write.disk_full", **facts)
    if problem.errno == errno.ENAMETOOLONG:
        return Unusable("write.name_too_long", **facts)
    if problem.errno in _FORBIDDEN:
        # Windows answers "access denied" for a file that another program holds as well as for a closed folder.
        held = target.exists() and os.access(target.parent, os.W_OK)
        return Unusable("write.held" if held else "write.folder_closed", **facts)
    return Unusable("write.failed", **facts)
