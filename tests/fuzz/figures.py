"""What came of the inputs tried: figures per fuzzer that add up, and the file in which a long run keeps them.

The file has a line of JSON per block of seeds, written when the block is done. A run that was ended from outside goes on with
the blocks that are missing; several runs may write to one file. Lines of another state of the program do not count.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
Span = tuple[int, int]      # first and last seed


@dataclass
class Figures:
    """What came of one subject. `failures` by seed; `done` the spans of seeds tried."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    peak_mb: int = 0
    failures: dict[int, str] = field(default_factory=dict)
    done: list[Span] = field(default_factory=list)

    def add(self, block: dict[str, Any]) -> None:
        """A block as a worker tells it. One whose seeds were tried before adds nothing."""
        span = int(block["first"]), int(block["last"])
        if any(first <= span[1] and span[0] <= last for first, last in self.done):
            return
        self.done.append(span)
        self.outcomes.update(block["outcomes"])
        self.slowest = max(self.slowest, (float(block["slowest"][0]), int(block["slowest"][1])))
        self.peak_mb = max(self.peak_mb, int(block["peak_mb"]))
        self.failures |= {int(seed): str(trouble) for seed, trouble in block["failures"].items()}

    def missing(self, first: int, last: int) -> Iterator[Span]:
        """The spans between two seeds that were not tried yet."""
        at = first
        for begin, end in sorted(self.done):
            if at < begin <= last:
                yield at, begin - 1
            at = max(at, end + 1)
        if at <= last:
            yield at, last

    @property
    def inputs(self) -> int:
        return sum(last - first + 1 for first, last in self.done)

    @property
    def refused(self) -> int:
        return sum(count for outcome, count in self.outcomes.items() if outcome.startswith("refused"))

    @property
    def seeds(self) -> str:
        runs: list[Span] = []
        for first, last in sorted(self.done):
            if runs and first == runs[-1][1] + 1:
                runs[-1] = runs[-1][0], last
            else:
                runs.append((first, last))
        return ", ".join(f"{first:,}-{last:,}" for first, last in runs)

    @property
    def row(self) -> str:
        return (f"| {self.name} | {self.inputs:,} | {self.seeds} | {len(self.failures)} | {self.refused:,} "
                f"| {self.slowest[0]:.2f} ({self.slowest[1]}) | {self.peak_mb} |")

    @property
    def text(self) -> str:
        best = ", ".join(f"{outcome} {count:,}" for outcome, count in self.outcomes.most_common())
        return (f"{self.name}: {self.inputs:,} inputs, {len(self.failures)} failures, slowest {self.slowest[0]:.2f} s "
                f"(seed {self.slowest[1]}), peak {self.peak_mb} MB\n  {best}")


@cache
def program() -> str:
    """Names the state of the program and of the fuzzers: what was tried of another is not what is tried now."""
    told = sha256()
    for folder in (HOUSE / "perf_xl", HOUSE / "tests" / "fuzz"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".toml"):
                told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()[:12]


def kept(state: Path, name: str) -> list[dict[str, Any]]:
    """The blocks of one subject in the file; a line cut short by the end of a run is none."""
    found = []
    for line in state.read_bytes().splitlines() if state.is_file() else ():
        try:
            block = json.loads(line)
        except ValueError:
            continue
        if block["subject"] == name and block["program"] == program():
            found.append(block)
    return found


def keep(state: Path, name: str, block: dict[str, Any]) -> None:
    """Appended in one write, so that lines of two runs do not mix; a line that was cut short before is ended first."""
    line = json.dumps({"subject": name, "program": program(), **block}, ensure_ascii=True)
    with state.open("ab") as file:
        file.write(f"\n{line}\n".encode())
