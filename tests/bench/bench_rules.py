"""What the rules cost beside reading the workbook, in one process: python -m tests.bench.bench_rules BOOK.xlsx [ROUNDS]

Rounds of every step, interleaved, so that a noisy machine is noisy for all of them. Prints the first round (patterns and
word lists are made then) and the median of the others, each as a multiple of reading.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from python_calamine import CalamineWorkbook

from perf_xl.actions import profile_of
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.law.frame import frame
from perf_xl.layout.read import read
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.context import Context
from perf_xl.rules.engine import run

STEPS = ("bare reader", "workbook to picture", "picture to nouns", "all rules")


def one_round(book: Path) -> dict[str, float]:
    """Seconds of each step, once."""
    marks = [perf_counter()]
    bare = CalamineWorkbook.from_path(str(book))
    for name in bare.sheet_names:
        bare.get_sheet_by_name(name).to_python()
    marks.append(perf_counter())
    grid = read_workbook(book)
    marks.append(perf_counter())
    department = read(grid).department
    marks.append(perf_counter())
    run(all_rules(), Context(department, frame(profile_of(department)), date(2023, 1, 10)))
    marks.append(perf_counter())
    return {step: after - before for step, before, after in zip(STEPS, marks, marks[1:], strict=False)}


def main(book: Path, rounds: int) -> None:
    all_rules()
    taken = [one_round(book) for _ in range(rounds)]
    print(f"{'':<22}{'first ms':>10}{'median ms':>11}{'× reading':>11}")
    shown = {step: (taken[0][step], median(each[step] for each in taken[1:])) for step in STEPS}
    reading = shown["workbook to picture"][1] + shown["picture to nouns"][1]
    for step, (first, usual) in shown.items():
        print(f"{step:<22}{first * 1000:>10.1f}{usual * 1000:>11.1f}{usual / reading:>11.2f}")
    print(f"{'reading':<22}{'':>10}{reading * 1000:>11.1f}{1:>11.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 9)
