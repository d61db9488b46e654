"""What is due: the calendar of the year, and the review of key projects."""

from __future__ import annotations

from argparse import Namespace

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import OK
from perf_xl.messages.say import sentence


def arguments_calendar(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--region", "region", metavar="CODE")
    shape.output()


def do_calendar(options: Namespace) -> int:
    from perf_xl import timetable_book

    opened = actions.open_department(options.book)
    events = timetable_book.timetable(opened, options.region, options.lang)
    timetable_book.write_timetable(opened, events, options.output, options.lang)
    own, practice = (sum(each.trust == trust for each in events) for trust in ("plan", "practice"))
    print(sentence("timetable.made", options.lang, year=opened.department.year, number=len(events), own=own, practice=practice,
                   regulated=len(events) - own - practice, path=options.output))
    print(sentence(f"timetable.{'import_it' if options.output.suffix.lower() == '.ics' else 'fill_it'}", options.lang))
    return OK
