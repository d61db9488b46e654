"""Requests as files in the user's own folder. Renaming one is taking it: of several that try, exactly one succeeds.

    ID.request   written by VBA            ID.taken   being worked on; touched every second while it is
    ID.result    the answer                server.txt the server that is wanted; taking it away ends that server
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perf_xl.addin.places import Places

_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+")
_BEAT = 1.0          # seconds between two signs of life
_FRESH = 60.0        # seconds; an older request belongs to an Excel that is gone


def is_id(identity: str) -> bool:
    """Whether VBA can have made it: digits and hyphens, never part of a path."""
    return _ID.fullmatch(identity) is not None


def take(at: Places, identity: str) -> Path | None:
    """The request, from now on ours alone; None where another has it, or there is none."""
    taken = at.runs / f"{identity}.taken"
    try:
        os.rename(at.runs / f"{identity}.request", taken)
    except OSError:
        return None
    return taken


def waiting(at: Places, now: float) -> Iterator[str]:
    """Ids of the requests that nobody has taken, oldest first. `now` in seconds as file dates have them."""
    found = []
    for path in at.runs.glob("*.request"):
        try:
            age = now - path.stat().st_mtime
        except OSError:      # taken in the meantime
            continue
        if is_id(path.stem) and age < _FRESH:
            found.append((-age, path.stem))
    return (identity for _, identity in sorted(found))


def clear(at: Places, now: float) -> None:
    """Remove what earlier sessions left behind."""
    for path in at.runs.glob("*-*.*"):
        try:
            if is_id(path.stem) and now - path.stat().st_mtime > 24 * 3600:
                path.unlink()
        except OSError:
            continue


@contextmanager
def alive(taken: Path) -> Iterator[None]:
    """Signs of life while the block works; without them VBA stops waiting. The file is gone afterwards."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            try:
                os.utime(taken, (time.time(),) * 2)
            except OSError:
                return

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        taken.unlink(missing_ok=True)
