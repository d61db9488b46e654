"""What writing costs beside the writer library's bare calls: python -m tests.bench.bench_writing [ROUNDS | growth]

The calls that our drawing makes are recorded once and run bare in turns with ours, giving the same bytes. `growth` draws and
consolidates 5, 54 and 300 projects, each in a process of its own, and tells time and memory.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time
from unittest.mock import patch
from xml.sax.saxutils import escape, unescape

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.consolidate.merge import split_by_unit
from perf_xl.demo import SAMPLE
from perf_xl.desk import open_book
from perf_xl.desk.department_book import write_department_book
from perf_xl.hosts import xlsx_draw
from perf_xl.model.department import Department
from perf_xl.picture.blueprint import Blueprint
from perf_xl.report.zipped import zipped
from tests.bench.bare_calls import bare_calls
from tests.bench.bench_growth import sized
from tests.bench.bench_jobs import bare_read, show, take_turns

TODAY = date(2023, 7, 3)
_HOUSE = Path(__file__).resolve().parents[2]
_TEXT = re.compile(r"(?<=>)([^<>]+)(?=</w:t>)")


def jobs(folder: Path, rounds: int) -> Iterator[None]:
    """The rows of writing, each with what it is compared with. All in one process: processor time is told."""
    print("\nwriting, in processor time:")
    department = actions.load_json(SAMPLE / "department.json")
    target = folder / "written.xlsx"
    for title, work in (
            ("template of 54 sheets", lambda: actions.template(target, projects=54)),
            ("department workbook of 54 projects", lambda: actions.write_book(department, target))):
        blueprint = blueprint_of(work)
        bare, told = bare_calls(blueprint), bare_calls(blueprint, told=True)
        show(title, take_turns([
            ("perf_xl", work), ("the same calls of XlsxWriter, bare", lambda bare=bare: target.write_bytes(bare())),
            ("… and told to search no formulas", lambda told=told: target.write_bytes(told()))], rounds, process_time), "≤ 1.15 × the bare calls")
        yield
    yield from _marks(department, folder, rounds)
    show("report .docx of 54 tables", take_turns([("perf_xl", lambda: actions.report(department, folder / "报告.docx"))], rounds, process_time), "≤ 500 ms")
    yield
    yield from _consolidation(folder, rounds)


def blueprint_of(work: Callable[[], object]) -> Blueprint:
    """What the work gives to be drawn."""
    found: list[Blueprint] = []
    drawn = xlsx_draw.drawn
    with patch.object(xlsx_draw, "drawn", lambda blueprint: found.append(blueprint) or drawn(blueprint)):
        work()
    return found[0]


def _marks(department: Department, folder: Path, rounds: int) -> Iterator[None]:
    book, copies = folder / "to be marked.xlsx", iter(range(10_000))
    actions.write_book(department, book)
    checked = actions.check(actions.open_department(book), TODAY)

    def marked() -> None:
        target = folder / f"copy{next(copies)}.xlsx"
        open_book.mark(book, target, checked, datetime(2023, 7, 3))
        target.unlink()

    def openpyxl_copy() -> None:
        import openpyxl

        openpyxl.load_workbook(book).save(folder / "copied.xlsx")

    show("marks written into a copy", take_turns([("perf_xl", marked), ("openpyxl load and save", openpyxl_copy)], max(rounds // 2, 2), process_time),
         "≥ 4 × faster")
    yield


def _consolidation(folder: Path, rounds: int) -> Iterator[None]:
    units, book, report = folder / "units", folder / "汇总.xlsx", folder / "报告.docx"
    actions.import_document(SAMPLE / "department.json", None, units)
    gathered = actions.consolidate([units])
    blueprint = blueprint_of(lambda: write_department_book(gathered, book, TODAY))
    scripts = [bare_calls(blueprint), bare_calls(blueprint, told=True)]
    actions.report(gathered.department, report)
    document = bare_document(report)

    def consolidated() -> None:
        made = actions.consolidate([units])
        write_department_book(made, book, TODAY)
        actions.report(made.department, report)

    def bare(script: Callable[[], bytes]) -> None:
        for unit in sorted(units.iterdir()):
            bare_read(unit)
        book.write_bytes(script())
        report.write_bytes(document())

    show("consolidate 12 workbooks to workbook and report", take_turns([
        ("perf_xl", consolidated), ("bare read and bare write", lambda: bare(scripts[0])),
        ("… told to search no formulas", lambda: bare(scripts[1]))], rounds, process_time), "≤ 2 × bare read + bare write")
    yield


def bare_document(report: Path) -> Callable[[], bytes]:
    """A .docx put together again from its ready texts and what stands between them: no layout, no measuring."""
    with zipfile.ZipFile(report) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    pieces = _TEXT.split(parts["word/document.xml"].decode())
    around, texts = pieces[::2], [unescape(text) for text in pieces[1::2]]

    def write() -> bytes:
        xml = "".join(f"{before}{escape(text)}" for before, text in zip(around, [*texts, ""], strict=True))
        return zipped({**parts, "word/document.xml": xml.encode()})

    assert write() == report.read_bytes(), "the document put together again is another one"
    return write


def growth(folder: Path) -> None:
    """Each size in processes of its own, so that memory is told apart."""
    print(f"{'projects':>9}{'draw s':>9}{'ms each':>9}{'MB':>6}{'consolidate s':>15}{'ms each':>9}{'MB':>6}")
    for projects in (5, 54, 300):
        told = [_apart(what, projects, folder) for what in ("draw", "consolidate")]
        print(f"{projects:>9}" + "".join(f"{seconds:>{width}.2f}{seconds / projects * 1000:>9.1f}{memory:>6.0f}"
                                         for (seconds, memory), width in zip(told, (9, 15), strict=True)), flush=True)


def _apart(what: str, projects: int, folder: Path) -> tuple[float, float]:
    told = subprocess.run([sys.executable, "-m", "tests.bench.bench_writing", what, str(projects), str(folder)], check=True,
                          capture_output=True, text=True, cwd=_HOUSE)
    seconds, memory = told.stdout.split()
    return float(seconds), float(memory)


def _one_size(what: str, projects: int, folder: Path) -> None:
    import resource

    department, units = _unlike(sized(actions.load_json(SAMPLE / "department.json"), projects, 1)), folder / f"units{projects}"
    if what == "draw":
        began = perf_counter()
        actions.write_book(department, folder / "drawn.xlsx")
        taken = perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        units.mkdir()
        for number, part in enumerate(split_by_unit(department)):
            actions.write_book(part, units / f"{number}.xlsx")
    else:
        began = perf_counter()
        made = actions.consolidate([units])
        write_department_book(made, folder / "汇总.xlsx", TODAY)
        actions.report(made.department, folder / "报告.docx")
        taken = perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(taken, memory)


def _unlike(department: Department) -> Department:
    """Every project under a code of its own, as a real department has them."""
    projects = [replace(project, code=replace(project.code, text=f"{project.code.text[:16]}{number:04d}X"))
                for number, project in enumerate(department.projects)]
    return replace(department, projects=tuple(projects))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        if sys.argv[1:2] == ["growth"]:
            growth(Path(name))
        elif sys.argv[1:2] in (["draw"], ["consolidate"]):
            _one_size(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
        else:
            for _ in jobs(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 5):
                sys.stdout.flush()


if __name__ == "__main__":
    main()
