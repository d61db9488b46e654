"""The Python that stays after a press, so that the next one does not pay for starting: `python -m perf_xl.addin.server`.

It listens to nothing but the folder of requests, which belongs to the user. One server is wanted at a time: whose mark
stands in server.txt. It ends when it has been idle, when another has put its mark there, or when the mark is gone.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import uuid

from perf_xl.addin.entry import FindBook, run
from perf_xl.addin.mailbox import clear, waiting
from perf_xl.addin.places import Places, places, read_pairs, write_pairs

IDLE = 15 * 60.0      # seconds without a press
_PAUSE = 0.05


def serve(at: Places, find_book: FindBook, idle: float = IDLE) -> int:
    """Carry out requests until nobody wants this server any more; returns how many."""
    at.runs.mkdir(parents=True, exist_ok=True)
    os.chdir(at.runs)      # no hold on the folder that Excel stood in
    mark = uuid.uuid4().hex
    write_pairs(at.server, {"mark": mark, "process": str(os.getpid())})
    clear(at, time.time())
    served, last = 0, time.monotonic()
    while _wanted(at, mark) and time.monotonic() - last < idle:
        for identity in waiting(at, time.time()):
            if run(identity, at, find_book):
                served, last = served + 1, time.monotonic()
            gc.collect()      # what still holds on to Excel would keep its process alive after the user has closed it
        time.sleep(_PAUSE)
    if _wanted(at, mark):
        at.server.unlink(missing_ok=True)
    return served


def _wanted(at: Places, mark: str) -> bool:
    return read_pairs(at.server).get("mark") == mark


def main() -> int:
    from perf_xl.hosts.excel.attach import book_of

    serve(places(), book_of)
    return 0


if __name__ == "__main__":
    sys.exit(main())
