"""Many workbooks at once: survey."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import FINDINGS, OK, print_json, tell
from perf_xl.messages.say import sentence


def arguments_survey(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.option("-o", "store", dest="output", type=Path, required=True, metavar="DIR")
    shape.option("--jobs", "jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    shape.option("--cluster", "cluster", default="", metavar="ADDRESS")
    shape.formats("text", "json")


def do_survey(options: Namespace) -> int:
    from perf_xl.survey.run import survey

    made = survey(options.paths, options.output, date.today(), jobs=max(1, options.jobs), cluster=options.cluster,
                  lang=options.lang, watch=_watch(options.lang))
    amount = f"{made.budget_fen / 1_000_000:,.2f}"
    if options.format == "json":
        print_json({"schema": "perf-xl/survey/1", "store": str(options.output), "files": made.files, "read": made.read,
                    "unchanged": made.unchanged, "projects": made.projects, "total": amount.replace(",", ""), "amount_unit": "万元",
                    "errors": made.errors, "warnings": made.warnings,
                    "troubled": [{"file": path, "reason": reason} for path, reason in made.troubled]})
    else:
        for path, reason in made.troubled[:20]:
            print(f"  ✖ {path}：{reason}")
        tell(options, "surveyed", files=made.files, read=made.read, unchanged=made.unchanged, troubled=len(made.troubled),
             projects=made.projects, total=amount, errors=made.errors, warnings=made.warnings, store=options.output)
    return FINDINGS if made.errors or made.troubled else OK


def _watch(lang: str) -> Callable[[int, int, str], None]:
    """Done, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        return actions.quiet
    began = time.monotonic()
    first: list[int] = []

    def show(done: int, total: int, what: str) -> None:
        first.append(done) if not first else None
        rate = (done - first[0]) / max(time.monotonic() - began, 0.001)
        left = (total - done) / rate / 60 if rate else 0
        print("\r" + sentence("show.surveying", lang, done=done, total=total, rate=f"{rate:.1f}", left=f"{left:.0f}", what=what[:24]),
              end="" if done < total else "\n", file=sys.stderr, flush=True)

    return show
