"""How cost grows with size: python -m tests.bench.bench_growth

Projects 5, 54, 300; indicators 6, 60 a project. Many workbooks: `bench_many`.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.model.department import Department

TODAY = date(2023, 7, 3)


def sized(department: Department, projects: int, times: int) -> Department:
    """So many projects, each with its indicators so many times over."""
    made = []
    for number in range(projects):
        project = department.projects[number % len(department.projects)]
        rows = [replace(each, index=at) for at, each in enumerate(project.indicators * times)]
        made.append(replace(project, no=number + 1, indicators=tuple(rows)))
    return replace(department, projects=tuple(made))


def growth(folder: Path) -> None:
    department = actions.load_json(SAMPLE / "department.json")
    print(f"{'projects':>9}{'rows each':>11}{'draw ms':>10}{'read ms':>10}{'rules ms':>10}{'ms a project':>14}")
    for projects, times in ((5, 1), (54, 1), (300, 1), (54, 10)):
        book = folder / f"{projects}-{times}.xlsx"
        began = perf_counter()
        actions.write_book(sized(department, projects, times), book)
        drawn = perf_counter()
        opened = actions.open_department(book)
        read = perf_counter()
        actions.check(opened, TODAY)
        judged = perf_counter()
        print(f"{projects:>9}{6 * times:>11}{(drawn - began) * 1000:>10.0f}{(read - drawn) * 1000:>10.0f}"
              f"{(judged - read) * 1000:>10.0f}{(judged - drawn) * 1000 / projects:>14.2f}", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        growth(Path(folder))


if __name__ == "__main__":
    main()
