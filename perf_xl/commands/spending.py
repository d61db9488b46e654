"""The year in money: ledger and progress."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    FINDINGS,
    OK,
    day,
    print_json,
    tell,
    tell_troubles,
)
from perf_xl.messages.say import sentence

if TYPE_CHECKING:
    from perf_xl.model.voucher import RefusedRow
    from perf_xl.progress.progress import Progress



def arguments_ledger(shape: Shape) -> None:
    shape.positional("book")
    shape.positional("exports", many=True)
    shape.output()
    shape.formats("text", "json")


def do_ledger(options: Namespace) -> int:
    from perf_xl import spending_book

    opened = actions.open_department(options.book)
    loaded = spending_book.load_exports(opened, options.exports)
    spending_book.write_ledger(opened, loaded, options.output)
    reading = loaded.reading
    if options.format == "json":
        print_json(reading.as_json())
        return OK
    yuan = {name: f"{share.fen / 100:,.2f}" for name, share in
            (("loaded_sum", reading.loaded), ("refused_sum", reading.refused_share), ("double_sum", reading.duplicate_share))}
    tell(options, "ledger", loaded=reading.loaded.rows, refused=reading.refused_share.rows,
          double=reading.duplicate_share.rows, total=f"{reading.file_fen / 100:,.2f}", **yuan)
    for each in reading.refused[:20]:
        hint = sentence("show.suggestion", options.lang, code=each.suggestion) if each.suggestion else ""
        reason = sentence(f"ledger.refused.{each.reason}", options.lang)
        tell(options, "refused_row", row=each.row, code=each.code or "—", amount=each.amount or "—", reason=reason, hint=hint)
    tell_troubles(options, reading.notes)
    tell(options, "made", path=options.output)
    return OK


def arguments_progress(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--as-of", "as_of", required=True, metavar="DATE")
    shape.option("--ledger", "ledger_file", type=Path, action="append", default=[], metavar="FILE")
    shape.formats("text", "json")
    shape.output(required=False)


def do_progress(options: Namespace) -> int:
    from perf_xl import spending_book
    from perf_xl.progress.progress_json import progress_json

    as_of = day(options.as_of)
    opened = actions.open_department(options.book)
    spending = spending_book.spending_in(opened)
    unmatched: tuple[RefusedRow, ...] = ()
    if options.ledger:
        loaded = spending_book.load_exports(opened, options.ledger)
        spending, unmatched = loaded.spending, loaded.reading.refused
    report = spending_book.paces(opened, spending, as_of)
    if options.output:
        actions.write_book(opened.department, options.output, inputs=(options.book,), spending=spending, as_of=as_of,
                           figures=spending_book.figures(report))
    if options.format == "json":
        print_json(progress_json(report, unmatched))
        return FINDINGS if report.overspent else OK
    _show_progress(options, report)
    if options.output:
        tell(options, "made", path=options.output)
    return FINDINGS if report.overspent else OK


def _show_progress(options: Namespace, report: Progress) -> None:
    from perf_xl.report.progress_outline import two_decimals

    total = report.total.pace
    tell(options, "progress", date=report.as_of.isoformat(), node=report.node or "—", budget=two_decimals(total.budget),
          planned=two_decimals(total.planned) or "—", spent=two_decimals(total.spent), percent=two_decimals(total.spent_percent) or "—",
          gap=two_decimals(total.gap) or "—")
    for each in report.late:
        pace = each.pace
        tell(options, "late", symbol=each.against_plan.symbol if each.against_plan else "", name=each.name,
              gap=two_decimals(pace.gap), planned=two_decimals(pace.planned), spent=two_decimals(pace.spent), missing=two_decimals(pace.behind))
    for each in report.overspent:
        tell(options, "overspent", name=each.name, budget=two_decimals(each.pace.budget), spent=two_decimals(each.pace.spent))
    if not report.late and not report.overspent:
        tell(options, "nobody_late")
