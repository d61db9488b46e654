"""Work for the tests of the workers; one item ends its process."""

from __future__ import annotations

import os
import signal


def double(item: int) -> int:
    if item == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return item * 2


def lost(item: int) -> int:
    return -item
