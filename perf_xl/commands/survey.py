"""Many workbooks at once: survey."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date
from pathlib import Path

from perf_xl.commands.shape import Shape
from perf_xl.commands.told import FINDINGS, OK, Watch, print_json, tell


def arguments_survey(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.option("-o", "store", dest="output", type=Path, required=True, metavar="DIR")
    shape.option("--jobs", "jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    shape.option("--cluster", "cluster", default="", metavar="ADDRESS")
    shape.formats("text", "json")


def do_survey(options: Namespace) -> int:
    from perf_xl.survey.run import survey

    made = survey(options.paths, options.output, date.today(), jobs=max(1, options.jobs), cluster=options.cluster,
                  lang=options.lang, watch=Watch(options.lang))
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
