"""Documents of one workbook: report."""

from __future__ import annotations

from argparse import Namespace

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    OK,
    day,
    tell,
    tell_missing,
    tell_troubles,
)
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence


def arguments_report(shape: Shape) -> None:
    shape.positional("book")
    shape.output()
    shape.option("--kind", "kind", choices=("targets", "progress", "evaluation", "monitoring"), default="targets")
    shape.option("--as-of", "as_of", metavar="DATE")
    shape.option("--profile", "marking", dest="marking", metavar="2020|2021|hebei|sichuan|custom", default="")


def do_report(options: Namespace) -> int:
    opened = actions.open_department(options.book)
    if options.kind == "targets":
        tell_missing(options, actions.report(opened.department, options.output, (options.book,)))
    elif options.kind == "evaluation":
        from perf_xl import evaluation_book

        outline = evaluation_book.outline(opened, options.marking, options.lang)
        tell_missing(options, actions.write_report(outline, options.output, (options.book,)))
    else:
        from perf_xl import progress_book

        if options.as_of is None and options.kind == "progress":
            raise Unusable("cli.as_of_needed")
        as_of = day(options.as_of) if options.as_of else progress_book.monitoring_day(opened)
        outline = progress_book.outline(opened, as_of, options.kind, options.lang)
        if options.kind == "monitoring":
            entered, troubles = progress_book.interims_in(opened)
            tell_troubles(options, troubles)
            if not entered:
                print(sentence("spending.monitoring_missing", options.lang))
        tell_missing(options, actions.write_report(outline, options.output, (options.book,)))
    tell(options, "made", path=options.output)
    return OK
