"""The text grammars under atheris, which finds its way by coverage. Needs `pip install atheris`; not part of the suite.

    python -m tests.fuzz.by_coverage -atheris_runs=200000 -max_len=400
"""

from __future__ import annotations

import sys


def main() -> None:
    import atheris

    with atheris.instrument_imports(include=["perf_xl.model", "perf_xl.intake", "perf_xl.sense", "perf_xl.law", "perf_xl.hosts"]):
        from tests.fuzz.grammars import attempt_text, make_text

        attempt_text("≥80%")       # loads every reader while imports are watched
    from random import Random

    def one(data: bytes) -> None:
        """Half of the inputs are texts as they come, half pieces of the grammars chosen by the bytes."""
        attempt_text(make_text(Random(data[1:])) if data[:1] > b"\x7f" else data.decode("utf-8", "replace"))

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
