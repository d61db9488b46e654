"""Many workbooks to one: consolidate."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    FINDINGS,
    OK,
    print_json,
    tell,
    tell_missing,
    tell_troubles,
    trouble_text,
    watch,
)
from perf_xl.messages.say import sentence


def arguments_consolidate(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.output()
    shape.option("--report", "report_file", type=Path, metavar="OUT.docx")
    shape.option("--pdf", "pdf_file", type=Path, metavar="OUT.pdf")
    shape.formats("text", "json")


def do_consolidate(options: Namespace) -> int:
    made = actions.consolidate(options.paths, watch())
    actions.write_book(made.department, options.output, inputs=[fate.path for fate in made.fates], consolidated=True)
    outputs = [options.output]
    for target in (options.report, options.pdf):
        if target is not None:
            tell_missing(options, actions.report(made.department, target))
            outputs.append(target)
    unreadable = [fate for fate in made.fates if fate.fate == "unreadable"]
    if options.format == "json":
        print_json(_consolidated_json(options, made, outputs))
    else:
        for fate in made.fates:
            reason = sentence(fate.reason, options.lang, **dict(fate.facts)) if fate.reason else ""
            tell(options, f"fate_{fate.fate}", path=fate.path.name, projects=fate.projects, reason=reason)
        tell_troubles(options, made.conflicts)
        tell(options, "consolidated", units=len(made.department.unit_bodies), projects=len(made.department.projects),
              total=f"{made.department.total_budget:.2f}")
        for path in outputs:
            tell(options, "made", path=path)
    for fate in unreadable:
        print(sentence(fate.reason, options.lang, **dict(fate.facts)), file=sys.stderr)
    return FINDINGS if made.conflicts or unreadable else OK


def _consolidated_json(options: Namespace, made: Any, outputs: list[Path]) -> dict[str, Any]:
    return {
        "schema": "perf-xl/consolidation/1", "units": len(made.department.unit_bodies),
        "projects": len(made.department.projects), "total": f"{made.department.total_budget:.2f}", "amount_unit": "万元",
        "files": [{"file": str(fate.path), "fate": fate.fate, "projects": fate.projects,
                   "reason": sentence(fate.reason, options.lang, **dict(fate.facts)) if fate.reason else None}
                  for fate in made.fates],
        "conflicts": [{"message": trouble_text(options, each), "file": each.place.book, "sheet": each.place.sheet or None,
                       "cell": each.place.cell or None} for each in made.conflicts],
        "outputs": [str(path) for path in outputs],
    }
