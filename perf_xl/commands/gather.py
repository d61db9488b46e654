"""Many workbooks to one: consolidate."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import FINDINGS, OK, Watch, day, print_json, tell, tell_missing
from perf_xl.desk.department_book import (
    DepartmentBook,
    conflict_text,
    fate_line,
    place_text,
    reason_text,
    totals_by_unit,
    write_department_book,
)
from perf_xl.desk.gathering import Gathered, NothingTaken
from perf_xl.messages.say import sentence
from perf_xl.picture.remark import SYMBOLS


def arguments_consolidate(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.output()
    shape.option("--report", "report_file", type=Path, metavar="OUT.docx")
    shape.option("--pdf", "pdf_file", type=Path, metavar="OUT.pdf")
    shape.option("--letters", "letters_folder", type=Path, metavar="DIR")
    shape.option("--deadline", "deadline", metavar="DATE")
    shape.option("--roster", "roster", type=Path, metavar="FILE")
    shape.option("--as-of", "as_of", type=str, metavar="DATE")
    shape.option("--keep", "keep", action="append", default=[], metavar="FILE")
    shape.option("--key", "key_file", type=Path, action="append", default=[], metavar="FILE")
    shape.option("--jobs", "jobs", type=int, default=1, metavar="N")
    shape.option("--cluster", "cluster", default="", metavar="ADDRESS")
    shape.formats("text", "json")


def do_consolidate(options: Namespace) -> int:
    outputs = [path for path in (options.output, options.report, options.pdf) if path is not None]
    as_of = day(options.as_of) if options.as_of else None
    try:
        gathered = actions.consolidate(options.paths, Watch(options.lang), roster=options.roster, keys=options.key, keep=options.keep,
                                       leave_out=outputs, jobs=options.jobs, cluster=options.cluster)
    except NothingTaken as problem:
        for fate in problem.fates:
            print(fate_line(fate, options.lang), file=sys.stderr)
        raise
    made = write_department_book(gathered, options.output, date.today(), as_of, options.lang)
    for target in outputs[1:]:
        tell_missing(options, actions.report(gathered.department, target, inputs=gathered.paths))
    outputs += _letters(options, gathered)
    if options.format == "json":
        print_json(_consolidated_json(options, made, outputs))
    else:
        _show(options, made, outputs, as_of)
    for fate in gathered.fates:
        if fate.is_trouble:
            reason = reason_text(fate, options.lang)
            print(reason if fate.shown in reason else f"{fate.shown}：{reason}", file=sys.stderr)
    return OK if gathered.is_complete else FINDINGS


def _letters(options: Namespace, gathered: Gathered) -> list[Path]:
    """A letter per unit; the cells named are those of the workbook that the unit handed in."""
    if options.letters is None:
        return []
    from perf_xl.desk import letters

    checked = actions.check(actions.Opened(options.output, gathered.department), date.today(), lang=options.lang)
    written = letters.letters_from([checked], options.letters, date.today(), sender=gathered.department.name,
                                   deadline=day(options.deadline) if options.deadline else None, lang=options.lang)
    return [file for each in written for file in each.files]


def _show(options: Namespace, made: DepartmentBook, outputs: list[Path], as_of: date | None) -> None:
    gathered = made.gathered
    tell(options, "handed_in", files=len(gathered.fates))
    for fate in gathered.fates:
        print(fate_line(fate, options.lang))
    _show_roster(options, gathered)
    _show_conflicts(options, gathered)
    tell(options, "by_unit")
    for unit, projects, total in totals_by_unit(gathered.department):
        tell(options, "unit_total", unit=unit, projects=projects, total=total)
    tell(options, "consolidated", units=len(gathered.department.unit_bodies), projects=len(gathered.department.projects),
         total=f"{gathered.department.total_budget:.2f}")
    print(actions.summary_line(made.checked, options.lang))
    if as_of is not None:
        _show_progress(options, made)
    for path in outputs:
        tell(options, "made", path=path)
    tell(options, "next_look" if gathered.is_complete else "next_decide")


def _show_progress(options: Namespace, made: DepartmentBook) -> None:
    from perf_xl.report.progress_outline import two_decimals

    if made.progress is None:
        tell(options, "no_spending")
        return
    total = made.progress.total.pace
    tell(options, "progress", date=made.progress.as_of.isoformat(), node=made.progress.node, budget=two_decimals(total.budget),
         planned=two_decimals(total.planned), spent=two_decimals(total.spent), percent=two_decimals(total.spent_percent),
         gap=two_decimals(total.gap))


def _show_roster(options: Namespace, gathered: Gathered) -> None:
    compared = gathered.compared
    if compared is None:
        return
    if not compared.missing:
        tell(options, "all_here", number=len(gathered.roster))
    else:
        tell(options, "missing", number=len(compared.missing))
        for unit in compared.missing:
            tell(options, "missing_unit", unit=unit.text)
    if compared.unknown:
        tell(options, "unknown", number=len(compared.unknown))
        for body in compared.unknown:
            print(f"  ▲ {body}")


def _show_conflicts(options: Namespace, gathered: Gathered) -> None:
    errors = sum(each.counts_as_error for each in gathered.conflicts)
    if gathered.conflicts:
        tell(options, "conflicts", errors=errors, warnings=len(gathered.conflicts) - errors)
    for each in gathered.conflicts:
        other = sentence("show.other_place", options.lang, place=place_text(each.other)) if each.other.book else ""
        tell(options, "conflict", symbol=SYMBOLS[each.severity], place=place_text(each.place),
             text=conflict_text(each, options.lang), other=other)


def _consolidated_json(options: Namespace, made: DepartmentBook, outputs: list[Path]) -> dict[str, Any]:
    gathered = made.gathered
    department = gathered.department
    printed: dict[str, Any] = {
        "schema": "perf-xl/consolidation/1", "units": len(department.unit_bodies), "projects": len(department.projects),
        "total": f"{department.total_budget:.2f}", "amount_unit": "万元",
        "by_unit": [{"unit": unit, "projects": projects, "total": total} for unit, projects, total in totals_by_unit(department)],
        "files": [{"file": fate.shown, "path": str(fate.path), "fate": fate.fate, "projects": fate.projects, "unit": fate.unit or None,
                   "submission": fate.submission, "seal": fate.seal.value, "other": fate.other or None,
                   "reason": reason_text(fate, options.lang) or None} for fate in gathered.fates],
        "conflicts": [{"conflict": each.what.rpartition(".")[2], "severity": each.severity, "message": conflict_text(each, options.lang),
                       **_place(each.place), "other": _place(each.other) if each.other.book else None, "fields": list(each.fields)}
                      for each in gathered.conflicts],
        "findings": {level: sum(finding.severity.value == level and finding.waived is None for finding in made.checked.findings)
                     for level in ("error", "warning", "info")},
        "outputs": [str(path) for path in outputs],
    }
    if gathered.compared is not None:
        printed["roster"] = {"units": len(gathered.roster), "missing": [unit.text for unit in gathered.compared.missing],
                             "unknown": list(gathered.compared.unknown)}
    if made.progress is not None:
        from perf_xl.progress.progress_json import progress_json

        printed["progress"] = progress_json(made.progress)
    return printed


def _place(place: Any) -> dict[str, str | None]:
    return {"file": place.book, "sheet": place.sheet or None, "cell": place.cell or None}
