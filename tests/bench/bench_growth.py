"""How cost grows with size, and how many workbooks a second: python -m tests.bench.bench_growth [FILES]

Projects 5, 54, 300; indicators 6, 60 a project; then FILES workbooks of the sample's units by one and by two processes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.model.department import Department
from perf_xl.survey.run import survey

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


def throughput(folder: Path, files: int) -> None:
    units, many = folder / "单位", folder / "全省"
    actions.import_document(SAMPLE / "department.json", None, units)
    many.mkdir()
    originals = sorted(units.iterdir())
    for number in range(files):
        shutil.copy(originals[number % len(originals)], many / f"{number:06d}.xlsx")
    for jobs in (1, 2):
        began = perf_counter()
        made = survey([many], folder / f"store{jobs}", TODAY, jobs=jobs)
        taken = perf_counter() - began
        print(f"{jobs} process(es): {files / taken:.1f} workbooks and {made.projects / taken:.0f} projects a second ({taken:.1f} s)", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        growth(Path(folder))
        throughput(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 600)


if __name__ == "__main__":
    main()
