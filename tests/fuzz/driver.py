"""Starts workers one after the other, goes on behind an input that ended one, adds up their figures."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.subjects import SUBJECTS

_BATCH = {True: 2_000, False: 50_000}        # inputs per process, heavy and light ones
_DEATHS = {-27: "ran for more than its time (processor)", -14: "ran for more than its time (clock)", -6: "aborted", -9: "killed",
           -11: "segmentation fault"}


@dataclass
class Figures:
    """What came of one subject. `failures` by seed."""

    name: str
    first: int
    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    peak_mb: int = 0
    failures: dict[int, str] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        return sum(count for outcome, count in self.outcomes.items() if outcome.startswith("refused"))

    @property
    def row(self) -> str:
        return (f"| {self.name} | {self.inputs:,} | {self.first:,}-{self.first + self.inputs - 1:,} | {len(self.failures)} | {self.refused:,} "
                f"| {self.slowest[0]:.2f} ({self.slowest[1]}) | {self.peak_mb} |")

    @property
    def text(self) -> str:
        best = ", ".join(f"{outcome} {count:,}" for outcome, count in self.outcomes.most_common())
        return (f"{self.name}: {self.inputs:,} inputs, {len(self.failures)} failures, slowest {self.slowest[0]:.2f} s "
                f"(seed {self.slowest[1]}), peak {self.peak_mb} MB\n  {best}")


def run(name: str, first: int, count: int, seconds: float = 0.0) -> Figures:
    """`count` inputs from seed `first` on; with `seconds`, no new process after that time."""
    found = Figures(name, first)
    until = time.monotonic() + seconds if seconds else float("inf")
    with tempfile.TemporaryDirectory(prefix="fuzz_") as folder:
        while found.inputs < count and time.monotonic() < until:
            batch = min(_BATCH[SUBJECTS[name].heavy], count - found.inputs)
            if seconds:
                batch = min(batch, 200 if SUBJECTS[name].heavy else 5_000)
            _one_process(found, first + found.inputs, batch, Path(folder) / "seed")
    return found


def _one_process(found: Figures, first: int, count: int, seeds: Path) -> None:
    seeds.write_bytes(b"%12d" % first)
    worker = subprocess.run([sys.executable, "-m", "tests.fuzz.worker", found.name, str(first), str(count), str(seeds)],
                            capture_output=True, text=True, check=False)
    last: dict[str, object] = {}
    for line in worker.stdout.splitlines():
        told = json.loads(line)
        if "trouble" in told:
            found.failures[told["seed"]] = told["trouble"]
            print(f"{found.name} {told['seed']}: {told['trouble'].strip().splitlines()[-1][:200]}", file=sys.stderr, flush=True)
        else:
            last = told
    done = int(str(last.get("done", 0)))
    if worker.returncode == 1:
        raise RuntimeError(f"the worker of {found.name} does not run:\n{worker.stderr[-1500:]}")
    if worker.returncode not in (0, 3):
        seed = int(seeds.read_bytes())
        found.failures[seed] = f"{_DEATHS.get(worker.returncode, f'ended with {worker.returncode}')}\n{worker.stderr[-1500:]}"
        done = seed - first + 1
    found.inputs += done
    if last:
        found.outcomes.update(last["outcomes"])  # type: ignore[arg-type]
        slow = last["slowest"]
        found.slowest = max(found.slowest, (float(slow[0]), int(slow[1])))  # type: ignore[index]
        found.peak_mb = max(found.peak_mb, int(str(last["peak_mb"])))
