"""Around the turn of the year: next year's workbook, the library of indicators."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import COULD_NOT_RUN, OK, Watch
from perf_xl.messages.say import sentence


def arguments_roll(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--year", "roll_year", type=int, required=True)
    shape.option("--actuals", "actuals", nargs="?", type=Path, const=Path(), metavar="FILE")
    shape.option("--from-year", "from_year", type=int, metavar="YEAR")
    shape.output()


def do_roll(options: Namespace) -> int:
    from perf_xl.desk import next_year_book

    opened = actions.open_department(options.book, options.from_year)
    actuals = options.book if options.actuals == Path() else options.actuals
    made = next_year_book.next_year(opened, options.year, actuals)
    next_year_book.write_next_year(opened, made, options.output)
    _tell(options, made)
    return OK


def _tell(options: Namespace, made: object) -> None:
    from perf_xl.desk.next_year_book import NextYear
    from perf_xl.next_year.roll import CodeFate
    from perf_xl.next_year.years import NameYear

    assert isinstance(made, NextYear)

    def say(key: str, **facts: object) -> None:
        print(sentence(f"next_year.{key}", options.lang, **facts))

    rolled, before = made.rolled, options.year
    carried = rolled.carried
    say("rolled", projects=len(carried), year=before, renewed=sum(each.code_fate is CodeFate.RENEWED for each in carried),
        named=sum(each.name != each.new_name for each in carried), indicators=sum(each.indicators for each in carried))
    if options.actuals is not None or made.read:
        say("actuals", read=made.read, matched=made.read - made.unmatched, unmatched=made.unmatched)
    for each in carried:
        if each.is_carried_over:
            say("carried_over", no=each.no, name=each.name, code=each.code or "—")
        elif each.needs_a_look:
            say("period" if each.name_year is NameYear.PERIOD else "later", no=each.no, name=each.name)
        elif each.code_fate is CodeFate.KEPT:
            say("code_kept", no=each.no, name=each.name, code=each.code)
    if rolled.old_year_in_texts:
        say("old_year", number=rolled.old_year_in_texts)
    if rolled.waivers:
        say("waivers", number=rolled.waivers)
    say("made", path=options.output)


def arguments_library(shape: Shape) -> None:
    shape.positional("paths", many=True)
    shape.option("--no-starter", "no_starter", action="store_true")
    shape.output()


def do_library(options: Namespace) -> int:
    from perf_xl.desk import library_book

    library = library_book.library_of(options.paths, not options.no_starter, Watch(options.lang))
    library_book.write_library(library, options.output, options.paths)
    for problem in library.problems:
        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
    used = [each for each in library.entries if not each.is_starter]
    print(sentence("library.made", options.lang, files=library.files, used=len(used), uses=sum(each.uses for each in used),
                   kinds=len({each.kind for each in used}), starter=len(library.entries) - len(used), path=options.output))
    return COULD_NOT_RUN if library.problems else OK
