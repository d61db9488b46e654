"""Documents: report of one workbook, letters to the units of many."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    COULD_NOT_RUN,
    OK,
    day,
    tell,
    tell_missing,
)
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence


def arguments_report(shape: Shape) -> None:
    shape.positional("book")
    shape.output()
    shape.option("--kind", "kind", choices=("targets", "overview", "progress", "monitoring"), default="targets")
    shape.option("--as-of", "as_of", metavar="DATE")
    shape.option("--template", "word_template", type=Path, metavar="WORD.docx")


def do_report(options: Namespace) -> int:
    opened = actions.open_department(options.book)
    if options.kind == "targets":
        tell_missing(options, actions.report(opened.department, options.output, (options.book,), options.template))
    elif options.kind == "overview":
        from perf_xl.report.overview_outline import overview_report

        outline = overview_report(actions.check(opened, date.today(), lang=options.lang), options.lang)
        tell_missing(options, actions.write_report(outline, options.output, (options.book,), options.template))
    else:
        from perf_xl import progress_book

        if options.as_of is None:
            raise Unusable("cli.as_of_needed")
        outline = progress_book.outline(opened, day(options.as_of), options.kind, options.lang)
        tell_missing(options, actions.write_report(outline, options.output, (options.book,), options.template))
    tell(options, "made", path=options.output)
    return OK


def arguments_letters(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.output()
    shape.option("--deadline", "deadline", metavar="DATE")
    shape.option("--sender", "letter_sender", default="", metavar="NAME")


def do_letters(options: Namespace) -> int:
    from perf_xl import letters

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
