"""How cost grows with size: python -m tests.bench.bench_growth [--picture OUT.svg]

Projects 5, 54, 300; indicators 6, 60 a project. `--picture` draws the curve of 60 to 300 projects. Many workbooks: `bench_many`; vouchers:
`bench_ledger --growth`.
"""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.model.department import Department
from perf_xl.report.chart import chart_svg
from perf_xl.report.report import Chart, Series

TODAY = date(2023, 7, 3)
_ROUNDS = 3


def sized(department: Department, projects: int, times: int) -> Department:
    """So many projects, each with its indicators so many times over."""
    made = []
    for number in range(projects):
        project = department.projects[number % len(department.projects)]
        rows = [replace(each, index=at) for at, each in enumerate(project.indicators * times)]
        made.append(replace(project, no=number + 1, indicators=tuple(rows)))
    return replace(department, projects=tuple(made))


def cost(department: Department, projects: int, times: int, folder: Path) -> tuple[float, float, float]:
    """Milliseconds of processor time to draw a workbook, to read it, to judge it."""
    book = folder / f"{projects}-{times}.xlsx"
    began = process_time()
    actions.write_book(sized(department, projects, times), book)
    drawn = process_time()
    opened = actions.open_department(book, to_judge=True)
    read = process_time()
    actions.check(opened, TODAY)
    judged = process_time()
    return (drawn - began) * 1000, (read - drawn) * 1000, (judged - read) * 1000


def growth(department: Department, folder: Path) -> None:
    print(f"{'projects':>9}{'rows each':>11}{'draw ms':>10}{'read ms':>10}{'rules ms':>10}{'ms a project':>14}")
    for projects, times in ((5, 1), (54, 1), (300, 1), (54, 10)):
        draw, read, rules = cost(department, projects, times, folder)
        print(f"{projects:>9}{6 * times:>11}{draw:>10.0f}{read:>10.0f}{rules:>10.0f}{(read + rules) / projects:>14.2f}", flush=True)


def picture(department: Department, folder: Path) -> str:
    """The curve as SVG: evenly spaced sizes, so that a straight line is linear growth."""
    sizes = (60, 120, 180, 240, 300)
    costs = [[median(each) for each in zip(*(cost(department, size, 1, folder) for _ in range(_ROUNDS)), strict=True)] for size in sizes]
    names = ("写出工作簿", "读取", "校验（191 条规则）")
    series = tuple(Series(name, tuple(round(each[at]) for each in costs)) for at, name in enumerate(names))
    return chart_svg(Chart("line", "项目数与处理器时间（毫秒）", tuple(f"{size}个项目" for size in sizes), series, "毫秒"))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    department = actions.load_json(SAMPLE / "department.json")
    with tempfile.TemporaryDirectory() as folder:
        cost(department, 5, 1, Path(folder))          # imports and word lists once
        if options.picture:
            options.picture.write_text(picture(department, Path(folder)), encoding="utf-8")
        else:
            growth(department, Path(folder))


if __name__ == "__main__":
    main()
