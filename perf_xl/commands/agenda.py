"""What is due: the calendar of the year, and the review of key projects."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import OK, day
from perf_xl.messages.say import sentence


def arguments_calendar(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--region", "region", metavar="CODE")
    shape.output()


def do_calendar(options: Namespace) -> int:
    from perf_xl.desk import timetable_book

    opened = actions.open_department(options.book)
    events = timetable_book.timetable(opened, options.region, options.lang)
    timetable_book.write_timetable(opened, events, options.output, options.lang)
    own, practice = (sum(each.trust == trust for each in events) for trust in ("plan", "practice"))
    print(sentence("timetable.made", options.lang, year=opened.department.year, number=len(events), own=own, practice=practice,
                   regulated=len(events) - own - practice, path=options.output))
    print(sentence(f"timetable.{'import_it' if options.output.suffix.lower() == '.ics' else 'fill_it'}", options.lang))
    return OK


def arguments_review(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--top", "top", type=int, metavar="N")
    shape.option("--experts", "experts", type=int, metavar="N")
    shape.option("--as-of", "as_of", metavar="DATE")
    shape.output()


def do_review(options: Namespace) -> int:
    from perf_xl.desk import review_book

    opened = actions.open_department(options.book)
    as_of = day(options.as_of) if options.as_of else None
    made = review_book.review(opened, date.today(), options.top, as_of, options.lang)
    review_book.write_review(opened, made, options.output, options.experts)
    chosen = [each for each in made.candidates if each.chosen]
    share = sum(each.budget for each in chosen) * 100 / total if (total := sum(each.budget for each in made.candidates)) else 0
    print(sentence("review.chosen", options.lang, number=len(chosen), of=len(made.candidates), percent=f"{share:.2f}"))
    for place, each in enumerate(chosen, 1):
        print(sentence("review.line", options.lang, place=place, name=each.project.name.text, points=each.points,
                       reasons="；".join(each.reasons)))
    print(sentence("review.made", options.lang, follow=len(made.follow), path=options.output))
    return OK
