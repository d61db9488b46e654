"""One process of a fuzzer: tries inputs of a subject from a seed on, held to time and memory by the system.

`python -m tests.fuzz.worker SUBJECT FIRST COUNT SEED_FILE`; tells of failures and figures as a line of JSON per block. An input that
runs too long or asks for too much ends the process; the seed file then names it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.subjects import SUBJECTS, Subject, attempt

CPU_SECONDS, WALL_SECONDS = 10, 120          # per input; the processor is shared, the wall clock is not to be trusted
MOST_MB = 300                                # of one process, peak
_ROOM_MB = 1200                              # beyond what Python has mapped at the start, then allocations fail
_TELL_EVERY = 200
_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class _Block:
    """Seeds tried since the figures were last told."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.outcomes: Counter[str] = Counter()
        self.slowest = (0.0, first)
        self.failures: dict[int, str] = {}

    def tell(self, last: int, peak_mb: int) -> None:
        print(json.dumps({"first": self.first, "last": last, "outcomes": self.outcomes, "slowest": self.slowest,
                          "peak_mb": peak_mb, "failures": self.failures}), flush=True)


def main() -> int:
    name, first, count, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    subject = SUBJECTS[name]
    subject.make(Random(0))                  # loads what every input needs
    _limit_memory()
    noise = tempfile.TemporaryFile()         # noqa: SIM115 - lives as long as the process
    os.dup2(noise.fileno(), 2)
    now = os.open(seeds, os.O_WRONLY | os.O_CREAT)
    block = _Block(first)
    with tempfile.TemporaryDirectory(prefix="fuzz_", dir=_IN_MEMORY) as folder:
        for seed in range(first, first + count):
            os.pwrite(now, b"%12d" % seed, 0)
            started = time.process_time()
            outcome, trouble = _tried(name, subject, seed, Path(folder))
            block.slowest = max(block.slowest, (time.process_time() - started, seed))
            block.outcomes[outcome] += 1
            peak = _peak_mb()
            said = os.fstat(noise.fileno()).st_size
            if said:
                trouble = trouble or "said on stderr: " + os.pread(noise.fileno(), 500, 0).decode("utf-8", "replace")
                noise.truncate(0)
            if peak > MOST_MB:
                trouble = trouble or f"{peak} MB of memory"
            if trouble:
                block.failures[seed] = trouble
            if (seed + 1) % _TELL_EVERY == 0 or seed == first + count - 1 or peak > MOST_MB:
                block.tell(seed, peak)
                block = _Block(seed + 1)
            if peak > MOST_MB:
                return 3
    return 0


def _tried(name: str, subject: Subject, seed: int, folder: Path) -> tuple[str, str]:
    """Outcome, and what went wrong if something did."""
    data = subject.make(Random(f"{name}:{seed}"))
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
    try:
        return attempt(subject, data, folder), ""
    except BaseException:  # noqa: BLE001 - whatever it is, it is a failure to be told of
        return "FAILED", traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _peak_mb() -> int:
    """Of this program alone: `ru_maxrss` still counts the process that started it."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next((int(line.split()[1]) // 1024 for line in file if line.startswith("VmHWM")), 0)


def _limit_memory() -> None:
    with open("/proc/self/statm", encoding="ascii") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + (_ROOM_MB << 20),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
