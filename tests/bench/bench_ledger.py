"""How long a ledger takes, as a multiple of pandas' C engine merely reading the file. Run: python tests/bench/bench_ledger.py [rows]"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HEADER = "支付申请编号,支付日期,预算单位,项目编码,项目名称,支付金额,摘要,资金性质\n"
CODES = [f"13060023P00R6BL1{serial:04d}0" for serial in range(54)]


def write_ledger(path: Path, rows: int, seed: int = 1) -> None:
    """A made-up year of vouchers."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(rows):
            fen = chance.randrange(100, 5_000_000)
            file.write(f"ZF2023{number:08d},2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d},312001保定市公安局本级,"
                       f"{chance.choice(CODES)},办案业务费,{fen // 100}.{fen % 100:02d},支付办案业务费,一般公共预算\n")


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Prints seconds and ratios."""
    import pandas

    from perf_xl.intake.ledger import read_ledgers

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    names = dict.fromkeys(CODES, "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        write_ledger(path, rows)
        reading = read_ledgers([path], 2023, names)
        assert reading.loaded.rows == rows, reading.loaded
        times = 5 if rows <= 1_000_000 else 1
        base = seconds(lambda: pandas.read_csv(path, engine="c"), times)
        ours = seconds(lambda: read_ledgers([path], 2023, names), times)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB: pandas C engine reads in {base:.3f} s; "
              f"read, checked and added up in {ours:.3f} s; ratio {ours / base:.2f}")


if __name__ == "__main__":
    main()
