"""What a call of each worksheet function over a range costs a row. Run: python -m tests.bench.bench_functions [rows]"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from perf_xl import udf
from tests.bench.bench_ledger import seconds

PLANS = 54
WORDS = ["≥95%", "≤5万元", "3000人次", "及时", "2023年12月底前", "≥100百分百", "=1个"]


def calls(rows: int, seed: int = 1) -> dict[str, Callable[[], object]]:
    """One call per function: amounts all different, plans and texts as often repeated as in a department."""
    chance = random.Random(seed)
    spent = tuple((chance.randrange(1, 10**8) / 100,) for _ in range(rows))
    budget = tuple((chance.randrange(1, 10**8) / 100,) for _ in range(rows))
    plans = [tuple(sorted(chance.randrange(0, 101) / 100 for _ in range(4))) for _ in range(PLANS)]
    plan = tuple(chance.choice(plans) for _ in range(rows))
    texts = tuple((chance.choice(WORDS),) for _ in range(rows))
    codes = tuple((f"13060023P00R6BL1{chance.randrange(10000):04d}0",) for _ in range(rows))
    actual = tuple((f"{chance.randrange(0, 120)}%",) for _ in range(rows))
    points = tuple((chance.randrange(0, 10001) / 100,) for _ in range(rows))
    day = 45107.0
    return {
        "PERF_PLAN": lambda: udf.call("PERF_PLAN", plan, day),
        "PERF_PACE": lambda: udf.call("PERF_PACE", spent, budget),
        "PERF_GAP": lambda: udf.call("PERF_GAP", spent, budget, plan, day),
        "PERF_LIGHT": lambda: udf.call("PERF_LIGHT", spent, budget, plan, day),
        "PERF_TARGET": lambda: udf.call("PERF_TARGET", texts),
        "PERF_MET": lambda: udf.call("PERF_MET", "≥95%", actual),
        "PERF_SCORE": lambda: udf.call("PERF_SCORE", "≥95%", actual, 10.0),
        "PERF_GRADE": lambda: udf.call("PERF_GRADE", points),
        "PERF_CODE_OK": lambda: udf.call("PERF_CODE_OK", codes),
        "PERF_CHECK": lambda: udf.call("PERF_CHECK", "数量指标", "办案数量", texts),
    }


def main() -> None:
    """Prints microseconds a row, and multiples of a bare division of two columns."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(2)
    pairs = [(chance.random(), chance.random() + 1) for _ in range(rows)]
    base = seconds(lambda: [one / other for one, other in pairs])
    print(f"{rows:,} rows; dividing two columns: {base / rows * 1e6:.3f} microseconds a row")
    for name, work in calls(rows).items():
        taken = seconds(work)
        print(f"{name:13} {taken / rows * 1e6:6.2f} microseconds a row, ratio {taken / base:6.1f}")


if __name__ == "__main__":
    main()
