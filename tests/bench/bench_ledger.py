"""How long a ledger takes beside engines that merely read the file: python -m tests.bench.bench_ledger [ROWS] [--xlsx] [--growth]

Without options: .csv beside pandas' C engine, in one process, taking turns. --xlsx: workbooks of ROWS vouchers with shared and
with inline texts beside the fast reader's bare pass, each in a process of its own. --growth: .csv of 10,000 to 10,000,000 rows,
and the same with every voucher loaded before.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing import get_context
from pathlib import Path

HEADER = "支付申请编号,支付日期,预算单位,项目编码,项目名称,支付金额,摘要,资金性质\n"
CODES = [f"13060023P00R6BL1{serial:04d}0" for serial in range(54)]
NAMES = dict.fromkeys(CODES, "")
GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
Voucher = tuple[str, date, str, str, str, int, str, str]


def vouchers(rows: int, seed: int = 1) -> Iterator[Voucher]:
    """A made-up year; the amount is in fen."""
    chance = random.Random(seed)
    for number in range(rows):
        fen = chance.randrange(100, 5_000_000)
        day = date(2023, chance.randint(1, 12), chance.randint(1, 28))
        yield f"ZF2023{number:08d}", day, "312001保定市公安局本级", chance.choice(CODES), "办案业务费", fen, "支付办案业务费", "一般公共预算"


def write_ledger(path: Path, rows: int, seed: int = 1) -> None:
    """As an export in UTF-8."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number, day, unit, code, name, fen, summary, funding in vouchers(rows, seed):
            file.write(f"{number},{day},{unit},{code},{name},{fen // 100}.{fen % 100:02d},{summary},{funding}\n")


def write_book(path: Path, rows: int, shared: bool) -> None:
    """As a workbook: texts shared, as office programs write them, or inline, as export programs do; days as dates."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": not shared}) as book:
        page, dated = book.add_worksheet("支付"), book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, HEADER.strip().split(","))
        for row, (number, day, unit, code, name, fen, summary, funding) in enumerate(vouchers(rows), 1):
            page.write_string(row, 0, number)
            page.write_datetime(row, 1, day, dated)
            for column, text in ((2, unit), (3, code), (4, name)):
                page.write_string(row, column, text)
            page.write_number(row, 5, fen / 100)
            page.write_string(row, 6, summary)
            page.write_string(row, 7, funding)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def in_turns(works: tuple[Callable[[], object], ...], times: int) -> list[tuple[float, float]]:
    """Median seconds, and median processor seconds, of each work."""
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(times):
        for work, list_of in zip(works, taken, strict=True):
            began, used = time.perf_counter(), time.process_time()
            work()
            list_of.append((time.perf_counter() - began, time.process_time() - used))
    return [(statistics.median(wall), statistics.median(cpu)) for wall, cpu in (zip(*each, strict=True) for each in taken)]


def csv_beside_pandas(folder: Path, rows: int) -> None:
    import pandas

    from perf_xl.intake.ledger import read_ledgers

    path = folder / "ledger.csv"
    write_ledger(path, rows)
    reading = read_ledgers([path], 2023, NAMES)
    assert reading.loaded.rows == rows, reading.loaded
    (theirs, theirs_used), (ours, ours_used) = in_turns(
        (lambda: pandas.read_csv(path, engine="c"), lambda: read_ledgers([path], 2023, NAMES)), 7 if rows <= 1_000_000 else 1)
    print(f"csv, {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB: pandas C engine reads in {theirs:.3f} s ({theirs_used:.3f} s of processor); "
          f"read, checked and added up in {ours:.3f} s ({ours_used:.3f}); ratio {ours / theirs:.2f} ({ours_used / theirs_used:.2f})")


def books_beside_calamine(folder: Path, rows: int) -> None:
    for shared in (True, False):
        path = folder / "ledger.xlsx"
        # By a process of its own: the memory of a child is at least what its parent had when it was started.
        writer = get_context("spawn").Process(target=write_book, args=(path, rows, shared))
        writer.start()
        writer.join()
        figures: dict[str, list[dict[str, float]]] = {"calamine": [], "ours": []}
        for _ in range(3):
            for who, each in figures.items():
                each.append(child(who, path))
        middle = {who: {key: statistics.median(one[key] for one in each) for key in each[0]} for who, each in figures.items()}
        ours, theirs = middle["ours"], middle["calamine"]
        assert ours["rows"] == rows
        print(f"xlsx, {'shared' if shared else 'inline'} texts, {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB: calamine's bare pass "
              f"{theirs['wall']:.2f} s ({theirs['cpu']:.2f} s of processor), {theirs['mb']:.0f} MB; read, checked and added up in "
              f"{ours['wall']:.2f} s ({ours['cpu']:.2f}), {ours['mb']:.0f} MB; ratio {ours['wall'] / theirs['wall']:.2f} "
              f"({ours['cpu'] / theirs['cpu']:.2f})")


def growth(folder: Path) -> None:
    print(f"{'vouchers':>12}{'':>16}{'seconds':>10}{'processor':>11}{'µs a row':>10}{'peak MB':>9}")
    for rows in GROWTH:
        path = folder / "ledger.csv"
        write_ledger(path, rows)
        for who, word in (("ours", "new"), ("again", "loaded before")):
            found = child(who, path)
            assert found["rows"] == rows
            print(f"{rows:>12,}{word:>16}{found['wall']:>10.2f}{found['cpu']:>11.2f}{found['wall'] / rows * 1e6:>10.2f}{found['mb']:>9.0f}")


def child(who: str, path: Path) -> dict[str, float]:
    """The figures of one reading in a process of its own, without what Python and its libraries take to start."""
    told = subprocess.run([sys.executable, "-m", "tests.bench.bench_ledger", "--child", who, str(path)], check=True, capture_output=True)
    found: dict[str, float] = json.loads(told.stdout)
    return found


def be_child(who: str, path: Path) -> None:
    import resource

    from perf_xl.intake import ledger

    before = ledger.NOTHING_LOADED if who != "again" else ledger.read_ledgers([path], 2023, NAMES).fingerprints
    began, used = time.perf_counter(), time.process_time()
    if who == "calamine":
        import python_calamine

        rows = len(python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()) - 1
    else:
        reading = ledger.read_ledgers([path], 2023, NAMES, before=before)
        rows = reading.loaded.rows if who == "ours" else reading.duplicate_share.rows
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(json.dumps({"rows": rows, "wall": wall, "cpu": cpu, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def main() -> None:
    """Prints seconds and ratios."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_ledger", description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        be_child(options.child[0], Path(options.child[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.growth:
            growth(Path(folder))
        elif options.xlsx:
            books_beside_calamine(Path(folder), options.rows)
        else:
            csv_beside_pandas(Path(folder), options.rows)


if __name__ == "__main__":
    main()
