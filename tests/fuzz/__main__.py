"""`python -m tests.fuzz`: so many inputs per subject, or so many seconds; prints what came of them.

    python -m tests.fuzz --workbooks 100000 --grammar 1000000 --report
    python -m tests.fuzz --seconds 60                        every subject for a share of the time
    python -m tests.fuzz --show workbooks 4711 -o DIR        the input of a seed as a file, tried once

A long run that must survive being ended from outside: the same line again goes on where the last one stopped, and its report
is that of all runs together. `--jobs 2` takes two processors.

    python -m tests.fuzz --workbooks 100000 --report --jobs 2 --state workbooks.jsonl
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random

from tests.fuzz.driver import run
from tests.fuzz.figures import Figures
from tests.fuzz.subjects import SUBJECTS, attempt


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in SUBJECTS:
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N")
    parser.add_argument("--seconds", type=float, default=0.0, help="ends the whole run, whatever is left")
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument("--state", type=Path, help="file that keeps the figures from run to run")
    parser.add_argument("--report", action="store_true", help="a table in Markdown")
    parser.add_argument("--show", nargs=2, metavar=("SUBJECT", "SEED"))
    parser.add_argument("-o", "--output", type=Path, default=Path())
    options = parser.parse_args()
    if options.show:
        return _show(options.show[0], int(options.show[1]), options.output)
    asked = {name: getattr(options, name) for name in SUBJECTS if getattr(options, name)}
    if not asked:
        asked = dict.fromkeys(SUBJECTS, 1 << 40)
    figures = [run(name, options.first, count, options.seconds / len(asked), options.jobs, options.state) for name, count in asked.items()]
    _tell(figures, options.report)
    return 1 if any(each.failures for each in figures) else 0


def _tell(figures: list[Figures], table: bool) -> None:
    if table:
        print("| fuzzer | inputs | seeds | failures | refused in a sentence | slowest (CPU s, seed) | peak MB |")
        print("|---|---:|---|---:|---:|---|---:|")
    for each in figures:
        print(each.row if table else each.text)
    for each in figures:
        alike: dict[str, list[int]] = {}
        for seed, trouble in each.failures.items():
            alike.setdefault(_place(trouble), []).append(seed)
        for seeds in alike.values():
            print(f"\n{each.name}, {len(seeds)} inputs, seeds {seeds[:8]}:\n{each.failures[seeds[0]]}", file=sys.stderr)


def _place(trouble: str) -> str:
    """What failures have in common: the last place in the traceback."""
    places = [line for line in trouble.splitlines() if line.startswith("  File ")]
    return places[-1] if places else trouble[:60]


def _show(name: str, seed: int, folder: Path) -> int:
    data = SUBJECTS[name].make(Random(f"{name}:{seed}"))
    (folder / f"{name}_{seed}.bin").write_bytes(data)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            print(attempt(SUBJECTS[name], data, Path(scratch)))
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
