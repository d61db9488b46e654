"""Documents: report of one workbook, letters to the units of many."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    COULD_NOT_RUN,
    OK,
    day,
    tell,
    tell_missing,
    tell_troubles,
)
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence

if TYPE_CHECKING:
    from perf_xl.report.report import Report


def arguments_report(shape: Shape) -> None:
    shape.positional("book")
    shape.output()
    shape.option("--kind", "kind", choices=("targets", "overview", "progress", "evaluation", "monitoring"), default="targets")
    shape.option("--as-of", "as_of", metavar="DATE")
    shape.option("--profile", "marking", dest="marking", metavar="2020|2021|hebei|sichuan|custom", default="")
    shape.option("--template", "word_template", type=Path, metavar="WORD.docx")


def do_report(options: Namespace) -> int:
    opened = actions.open_department(options.book)
    if options.kind == "targets":
        tell_missing(options, actions.report(opened.department, options.output, (options.book,), options.template))
    else:
        outline = _outline(options, opened)
        tell_missing(options, actions.write_report(outline, options.output, (options.book,), options.template))
    tell(options, "made", path=options.output)
    return OK


def _outline(options: Namespace, opened: actions.Opened) -> Report:
    if options.kind == "overview":
        from perf_xl.report.overview_outline import overview_report

        return overview_report(actions.check(opened, date.today(), lang=options.lang), options.lang)
    if options.kind == "evaluation":
        from perf_xl.desk import evaluation_book

        return evaluation_book.outline(opened, options.marking, options.lang)
    from perf_xl.desk import progress_book

    if options.as_of is None and options.kind == "progress":
        raise Unusable("cli.as_of_needed")
    as_of = day(options.as_of) if options.as_of else progress_book.monitoring_day(opened)
    outline = progress_book.outline(opened, as_of, options.kind, options.lang)
    if options.kind == "monitoring":
        entered, troubles = progress_book.interims_in(opened)
        tell_troubles(options, troubles)
        if not entered:
            print(sentence("spending.monitoring_missing", options.lang))
    return outline


def arguments_letters(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.output()
    shape.option("--deadline", "deadline", metavar="DATE")
    shape.option("--sender", "letter_sender", default="", metavar="NAME")


def do_letters(options: Namespace) -> int:
    from perf_xl.desk import letters

    deadline = day(options.deadline) if options.deadline else None
    made, problems = letters.letters_for(options.paths, date.today(), sender=options.sender, deadline=deadline, lang=options.lang)
    for problem in problems:
        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
    written = letters.write_letters(made, options.output, options.lang)
    for each in written:
        letter = each.letter
        facts = {"unit": letter.unit_body, "errors": letter.count("error"), "warnings": letter.count("warning")}
        key = "letter.made" if each.files else "letter.nothing"
        print(sentence(key, options.lang, path=each.files[0] if each.files else "", **facts))
    print(sentence("letter.summary", options.lang, letters=sum(bool(each.files) for each in written), folder=options.output))
    return COULD_NOT_RUN if problems else OK
