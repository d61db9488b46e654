"""What each job costs beside its bare engine and beside what a user would pick: python -m tests.bench.bench_jobs [ROUNDS]

One workbook of the sample's 54 tables. All variants of a job take turns in one run, so that a noisy machine is noisy for
all; the table gives medians and ratios. Whole processes are timed with bytecode compiled.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from perf_xl import actions
from perf_xl.demo import SAMPLE

TODAY = date(2023, 7, 3)
_HOUSE = Path(__file__).resolve().parents[2]
Job = tuple[str, Callable[[], object]]


def process(*arguments: str) -> Callable[[], object]:
    """Run a Python process to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run() -> None:
        subprocess.run([sys.executable, "-W", "ignore", *arguments], check=False, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, cwd=_HOUSE, env={**environment, "PYTHONPATH": str(_HOUSE)})

    return run


def take_turns(jobs: list[Job], rounds: int, clock: Callable[[], float] = perf_counter) -> dict[str, float]:
    """Median milliseconds of each; the first round only warms up."""
    taken: dict[str, list[float]] = {name: [] for name, _ in jobs}
    for _ in range(rounds + 1):
        for name, job in jobs:
            began = clock()
            job()
            taken[name].append((clock() - began) * 1000)
    return {name: median(each[1:]) for name, each in taken.items()}


def show(title: str, figures: dict[str, float], reach: str) -> None:
    """The job first, then what it is compared with."""
    (name, ours), *others = figures.items()
    print(f"\n{title}\n  {name:<44}{ours:>9.0f} ms")
    for other, time in others:
        ratio = f"{time / ours:.1f} × faster" if time > ours else f"{ours / time:.2f} × as long"
        print(f"  {other:<44}{time:>9.0f} ms   {ratio}")
    print(f"  to reach: {reach}")


def bare_read(book: Path) -> None:
    """The fast reader's bare pass over every sheet."""
    from python_calamine import CalamineWorkbook

    found = CalamineWorkbook.from_path(str(book))
    for name in found.sheet_names:
        found.get_sheet_by_name(name).to_python()


def judged(book: Path) -> actions.CheckedFile:
    return actions.check(actions.open_department(book, to_judge=True), TODAY)


def jobs(folder: Path, rounds: int) -> Iterator[None]:
    book = folder / "部门.xlsx"
    actions.import_document(SAMPLE / "department.json", book)
    show("read, model and all rules, in process", take_turns([
        ("perf_xl", lambda: judged(book)), ("fast reader alone", lambda: bare_read(book))], rounds), "≤ 2.0 × the fast reader")
    yield
    path = str(book)
    show("validate --format json, whole process", take_turns([
        ("perf_xl", process("-m", "perf_xl", "validate", path, "--format", "json")),
        ("openpyxl only opening the file", process("-c", f"import openpyxl; openpyxl.load_workbook({path!r})")),
        ("pandas only reading the file", process("-c", f"import pandas; pandas.read_excel({path!r}, sheet_name=None)"))],
        rounds), "≥ 12 × faster than openpyxl opening it")
    yield
    from tests.bench import bench_writing

    yield from bench_writing.jobs(folder, rounds)
    show("import of perf_xl.cli", take_turns([
        ("perf_xl.cli", process("-c", "import perf_xl.cli")), ("interpreter alone", process("-c", "pass"))], rounds),
        "≤ 60 ms over the interpreter")
    print(f"\nmemory of validate: {memory_of_validate(path)} MB resident at most; to reach: ≤ 60 MB")


def memory_of_validate(path: str) -> int:
    code = ("import resource, subprocess, sys; "
            f"subprocess.run([sys.executable, '-m', 'perf_xl', 'validate', {path!r}, '--format', 'json'], stdout=subprocess.DEVNULL); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=_HOUSE, check=True)
    return int(told.stdout)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    compileall.compile_dir(_HOUSE / "perf_xl", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for _ in jobs(Path(folder), rounds):
            sys.stdout.flush()


if __name__ == "__main__":
    main()
