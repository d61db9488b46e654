"""Starts workers side by side, goes on behind an input that ended one, adds up their figures."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

from tests.fuzz.figures import HOUSE, Figures, Span, keep, kept
from tests.fuzz.subjects import SUBJECTS

_BATCH = {True: 2_000, False: 50_000}        # inputs per process, heavy and light ones
_SHORT_BATCH = {True: 200, False: 5_000}     # where the run may end at any time
_DEATHS = {-27: "ran for more than its time (processor)", -14: "ran for more than its time (clock)", -6: "aborted", -9: "killed",
           -11: "segmentation fault"}


def run(name: str, first: int, count: int, seconds: float = 0.0, jobs: int = 1, state: Path | None = None) -> Figures:
    """`count` inputs from seed `first` on, in `jobs` processes at a time; with `seconds`, no new process after that time.

    `state` is the file that keeps the figures: what it holds of these seeds already is not tried again.
    """
    figures = Figures(name)
    for block in kept(state, name) if state else ():
        figures.add(block)
    batch = min((_SHORT_BATCH if seconds else _BATCH)[SUBJECTS[name].heavy], -(-count // jobs))
    shared = _Run(figures, deque(figures.missing(first, first + count - 1)), batch, state,
               time.monotonic() + seconds if seconds else float("inf"))
    threads = [threading.Thread(target=shared.work, daemon=True) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if shared.mistake:
        raise RuntimeError(shared.mistake)
    return figures


class _Run:
    """What the threads share: seeds left to try, figures so far."""

    def __init__(self, figures: Figures, left: deque[Span], batch: int, state: Path | None, until: float) -> None:
        self._figures, self._left, self._batch, self._state, self._until = figures, left, batch, state, until
        self._lock = threading.Lock()
        self.mistake = ""

    def work(self) -> None:
        """Until nothing is left, or the time is over."""
        with tempfile.TemporaryDirectory(prefix="fuzz_") as folder:
            while (span := self._next()) is not None:
                self._one_process(span, Path(folder) / "seed")

    def _next(self) -> Span | None:
        with self._lock:
            if not self._left or self.mistake or time.monotonic() >= self._until:
                return None
            first, last = self._left.popleft()
            if last >= first + self._batch:
                self._left.appendleft((first + self._batch, last))
            return first, min(last, first + self._batch - 1)

    def _one_process(self, span: Span, seeds: Path) -> None:
        """A worker over a span. What it did not get to goes back on the list; the input that ended it is a failure."""
        at, last = span
        seeds.write_bytes(b"%12d" % at)
        with tempfile.TemporaryFile("w+", encoding="utf-8") as noise, subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.worker", self._figures.name, str(at), str(last - at + 1), str(seeds)],
                stdout=subprocess.PIPE, stderr=noise, text=True, cwd=HOUSE) as worker:
            assert worker.stdout is not None
            for line in worker.stdout:
                block = json.loads(line)
                self._add(block)
                at = int(block["last"]) + 1
            ended = worker.wait()
            noise.seek(0)
            said = noise.read()[-1500:]
        if ended == 1:
            self.mistake = f"the worker of {self._figures.name} does not run:\n{said}"
        elif ended not in (0, 3):
            seed = int(seeds.read_bytes())
            self._add({"first": seed, "last": seed, "outcomes": {"FAILED": 1}, "slowest": (0, seed), "peak_mb": 0,
                       "failures": {seed: f"{_DEATHS.get(ended, f'ended with {ended}')}\n{said}"}})
            self._give_back(at, seed - 1)
            at = seed + 1
        self._give_back(at, last)

    def _add(self, block: dict[str, object]) -> None:
        with self._lock:
            if self._state:
                keep(self._state, self._figures.name, block)
            self._figures.add(block)
        for seed, trouble in dict(block["failures"]).items():  # type: ignore[call-overload]
            print(f"{self._figures.name} {seed}: {trouble.strip().splitlines()[-1][:200]}", file=sys.stderr, flush=True)

    def _give_back(self, first: int, last: int) -> None:
        if first <= last:
            with self._lock:
                self._left.appendleft((first, last))
